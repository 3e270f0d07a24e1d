using ReapFunctions.Offers;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>
/// What one lever is expected to bring and to cost in one value decile, if everybody whom it pays to contact were contacted once
/// in the way that brings most.
/// </summary>
/// <param name="Gain">Expected value before cost.</param>
/// <param name="Spend">Expected cost: the contact + P x incentive.</param>
public sealed record LeverSums(int Decile, Lever Lever, long Customers, decimal Gain, decimal Spend)
{
    public decimal Net => Gain - Spend;

    internal static IReadOnlyList<LeverSums> Of(IEnumerable<PlanStep> steps) =>
        [.. steps.GroupBy(step => (step.Decile, step.Lever))
            .Select(group => new LeverSums(
                group.Key.Decile, group.Key.Lever, group.Sum(step => step.Customers),
                group.Sum(step => step.Net + step.Spend), group.Sum(step => step.Spend)))
            .Where(sums => sums.Customers > 0)
            .OrderBy(sums => sums.Decile).ThenBy(sums => sums.Lever)];
}
