using ReapFunctions.Offers.Groups;
using ReapFunctions.Scorecards.Groups;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards;

/// <summary>What the REAP scorecard is held against: <c>scorecard.json</c>.</summary>
public sealed record ScorecardOptions
{
    public const string File = "scorecard.json";

    /// <summary>
    /// By measure of <see cref="ReapMeasures"/>: the value to reach. Measures without a goal are shown without a gap.
    /// </summary>
    public IReadOnlyDictionary<string, double> Goals { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// By customer group: the lever that leads, its goal, budget and owner; null (default) for no plan by group.
    /// </summary>
    public GroupPlanOptions? GroupPlan { get; init; }

    /// <summary>
    /// Reads and checks the file, its faults among <paramref name="faults"/>; null when it is not of its shape.
    /// </summary>
    public static ScorecardOptions? Read(ConfigFiles files, List<ConfigFault> faults)
    {
        if (files.Read<ScorecardOptions>(File, faults) is not { } options)
            return null;
        ScorecardCheck.Check(options, new Faults(File, faults));
        return options;
    }
}

/// <summary>What must hold in <c>scorecard.json</c> beyond its shape.</summary>
internal static class ScorecardCheck
{
    public static void Check(ScorecardOptions options, Faults faults)
    {
        string[] known = [.. ReapMeasures.Names, ReapMeasures.EnquiriesWasted];
        foreach (var goal in options.Goals.Keys.Where(goal => !known.Contains(goal)))
            faults.AddUnknown($"goals.{goal}", "measure", goal, known);
        foreach (var (measure, goal) in options.Goals)
        {
            if (ReapMeasures.FaultOf(measure, goal) is { } wrong)
                faults.Add($"goals.{measure}", wrong);
        }
        if (options.GroupPlan is { } plan)
            new GroupPlanCheck(plan, faults.At("groupPlan")).Check();
    }
}
