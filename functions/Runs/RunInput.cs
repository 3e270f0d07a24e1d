namespace ReapFunctions.Runs;

/// <summary>The extracts that a run scores.</summary>
/// <param name="Drop">Those of its date.</param>
/// <param name="Earlier">Those of earlier dates whose rows may still be in the window of an aggregation.</param>
public sealed record RunInput(IReadOnlyList<DropExtract> Drop, IReadOnlyList<DropExtract> Earlier);
