using ReapFunctions.Value;

namespace ReapFunctions.Offers.Groups;

/// <summary>What a budget is for.</summary>
public enum PlanPeriod
{
    Month,
    Quarter,
    Year,
}

/// <summary>
/// The plan by customer group: <c>groupPlan</c> of scorecard.json. Every customer is in the first group that fits, so that sums
/// over groups, those in none among them, are those of everybody.
/// </summary>
public sealed record GroupPlanOptions
{
    /// <summary>Customers who are in no group of the plan.</summary>
    public const string Others = "(others)";

    /// <summary>A digest keeps the group of a customer in one byte.</summary>
    internal const int MaxGroups = 100;

    /// <summary>Currency that all groups together may spend in a <see cref="Period"/>.</summary>
    public required decimal Budget { get; init; }

    /// <summary>What budgets are for: month, quarter or year (default).</summary>
    public PlanPeriod Period { get; init; } = PlanPeriod.Year;

    /// <summary>The value bands whose customers are of low value; none (default) where nobody is planned for as such.</summary>
    public IReadOnlyList<ValueBand> LowValue { get; init; } = [];

    /// <summary>1 to 100 groups.</summary>
    public required IReadOnlyList<PlanGroup> Groups { get; init; }

    /// <summary>The names of the groups, those in none last.</summary>
    internal IReadOnlyList<string> Names => [.. Groups.Select(group => group.Name), Others];

    /// <summary>The place of a customer's group among <see cref="Groups"/>; their number for who is in none.</summary>
    internal int PlaceOf(string? segment, ValueBand band)
    {
        var place = 0;
        while (place < Groups.Count && !Groups[place].Fits(segment, band))
            place++;
        return place;
    }

    /// <summary>The team that answers for a customer's group; null for who is in none.</summary>
    internal string? OwnerOf(string? segment, ValueBand band) =>
        PlaceOf(segment, band) is var place && place < Groups.Count ? Groups[place].Owner : null;

    /// <summary>By place: the weight of a lever in percent, that of who is in no group last.</summary>
    /// <param name="common">That of offers.json.</param>
    internal static IEnumerable<double> WeightsOf(GroupPlanOptions? plan, Lever lever, double common) =>
        (plan?.Groups ?? []).Select(group => group.LeverWeights.GetValueOrDefault(lever, common)).Append(common);
}
