namespace ReapFunctions.Scorecards.Groups;

/// <summary>What goals of groups are about: the measures of the scorecard, and what comes to an active customer.</summary>
internal static class GroupFigures
{
    /// <summary>
    /// By name: the lever, null where any may lead to it, whether less is better, and the figure in currency per active customer.
    /// </summary>
    private static readonly Dictionary<string, (string? Lever, bool Falls, Func<ScorecardCell, decimal?> Of)> PerCustomer = new()
    {
        ["valuePerCustomer"] = (null, false, cell => cell.Value),
        ["lifetimePerCustomer"] = (null, false, cell => cell.Lifetime),
        ["costToServePerCustomer"] = ("efficiency", true, cell => cell.CostToServe),
    };

    public static IReadOnlyList<string> Names { get; } = [.. ReapMeasures.Names, .. PerCustomer.Keys];

    /// <summary>The lever that a figure is of; null where any may lead to it.</summary>
    public static string? LeverOf(string figure) =>
        PerCustomer.TryGetValue(figure, out var per) ? per.Lever : ReapMeasures.LeverOf(figure);

    /// <summary>Whether less of a figure is better.</summary>
    public static bool IsFalling(string figure) =>
        PerCustomer.TryGetValue(figure, out var per) ? per.Falls : ReapMeasures.IsFalling(figure);

    /// <summary>The figures that a lever may be held against.</summary>
    public static IEnumerable<string> LedBy(string lever) => Names.Where(name => (LeverOf(name) ?? lever) == lever);

    /// <summary>A figure of some customers; null where nothing could be measured.</summary>
    public static double? Of(string figure, ScorecardCell cell, IReadOnlyList<Measure> measures) =>
        PerCustomer.TryGetValue(figure, out var per)
            ? ReapMeasures.Ratio(per.Of(cell), cell.Active)
            : measures.FirstOrDefault(measure => measure.Name == figure)?.Value;
}
