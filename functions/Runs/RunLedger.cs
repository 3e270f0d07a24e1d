namespace ReapFunctions.Runs;

/// <summary>What table <c>Runs</c> knows of runs.</summary>
/// <param name="Runs">Their phases.</param>
/// <param name="Pointer">Which of them everybody reads.</param>
/// <param name="Inputs">What their buckets were made from.</param>
/// <param name="Marks">Which buckets have written which records.</param>
public sealed record RunLedger(RunStore Runs, RunPointerStore Pointer, BucketInputStore Inputs, BucketMarkStore Marks);
