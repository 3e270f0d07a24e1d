using ReapFunctions.Offers;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards;

/// <summary>What the REAP scorecard is held against: <c>scorecard.json</c>.</summary>
public sealed record ScorecardOptions
{
    /// <summary>By measure of <see cref="ReapMeasures"/>: the value to reach. Measures without a goal are shown without a gap.</summary>
    public IReadOnlyDictionary<string, double> Goals { get; init; } = new Dictionary<string, double>();
}

/// <summary>What must hold in <c>scorecard.json</c> beyond its shape.</summary>
internal static class ScorecardChecks
{
    public static void Check(ScorecardOptions options, List<ConfigFault> faults)
    {
        foreach (var goal in options.Goals.Keys.Where(goal => !ReapMeasures.Names.Contains(goal)))
            faults.Add(Vocabulary.Unknown(DecisionConfig.ScorecardFile, $"$.goals.{goal}", "measure", goal, ReapMeasures.Names));
    }
}
