using ReapFunctions.Offers.Groups;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards.Groups;

/// <summary>Customers of low value of whom one thing is planned, or all of them.</summary>
/// <param name="Plan">Null for all of them.</param>
/// <param name="Groups">The groups that they are in, in the order of the plan.</param>
/// <param name="Budget">Of these groups, in a period.</param>
/// <param name="Sums">Of their customers.</param>
/// <param name="ValuePerCustomer">Value of 12 months of an active customer; null without one.</param>
/// <param name="CostToServePerCustomer">Cost to serve of 12 months; null without one.</param>
public sealed record LowValueRow(
    LowValuePlan? Plan, IReadOnlyList<string> Groups, decimal Budget, ScorecardCell Sums, double? ValuePerCustomer,
    double? CostToServePerCustomer);

/// <summary>Who is of low value, what is planned for them, and what they come to.</summary>
/// <param name="Bands">The value bands that make it: the definition.</param>
/// <param name="Plans">By what is planned: raise, cheaper, leaveAlone. Their sums add up to those of all.</param>
public sealed record LowValueResult(IReadOnlyList<ValueBand> Bands, LowValueRow All, IReadOnlyList<LowValueRow> Plans)
{
    /// <summary>Null where the plan does not say who is of low value.</summary>
    internal static LowValueResult? Of(GroupPlanOptions plan, IReadOnlyList<GroupRow> rows)
    {
        if (plan.LowValue.Count == 0)
            return null;
        var low = rows.Where(row => row.Plan?.LowValue is not null).ToArray();
        return new LowValueResult(
            [.. plan.LowValue.Distinct().Order()], Sum(null, low),
            [.. low.GroupBy(row => row.Plan!.LowValue).OrderBy(same => same.Key).Select(same => Sum(same.Key, [.. same]))]);
    }

    private static LowValueRow Sum(LowValuePlan? plan, IReadOnlyList<GroupRow> rows)
    {
        var sums = rows.Select(row => row.Sums).Aggregate((left, right) => left + right);
        return new LowValueRow(
            plan, [.. rows.Select(row => row.Name)], rows.Sum(row => row.Plan!.Budget), sums,
            ReapMeasures.Ratio(sums.Value, sums.Active), ReapMeasures.Ratio(sums.CostToServe, sums.Active));
    }
}
