using ReapFunctions.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards;

/// <summary>
/// What one lever is expected to bring and to cost in one value decile, if every customer whose best offer pulls it were
/// contacted once.
/// </summary>
/// <param name="Gain">Expected value before cost: P x (V + incentive + contact).</param>
/// <param name="Spend">Expected cost: contact + P x incentive.</param>
public sealed record LeverSums(int Decile, Lever Lever, long Customers, decimal Gain, decimal Spend)
{
    public decimal Net => Gain - Spend;

    internal static IReadOnlyList<LeverSums> Sum(IEnumerable<LeverSums> sums) =>
        [.. sums.GroupBy(sum => (sum.Decile, sum.Lever))
            .Select(group => new LeverSums(
                group.Key.Decile, group.Key.Lever, group.Sum(sum => sum.Customers), group.Sum(sum => sum.Gain), group
                    .Sum(sum => sum.Spend)))
            .OrderBy(sum => sum.Decile).ThenBy(sum => sum.Lever)];

    /// <summary>
    /// The sums of some customers: each counts once, for the best offer there is for them. The control group is left out.
    /// </summary>
    internal static IReadOnlyList<LeverSums> FromOffers(IEnumerable<OfferRecord> records, OfferOptions options)
    {
        var catalogue = options.Offers.ToDictionary(offer => offer.Name, StringComparer.Ordinal);
        var sums = new Dictionary<(int, Lever), (long Customers, decimal Gain, decimal Spend)>();
        foreach (var record in records)
        {
            if (!record.Active || record.Control || record.Offers.Count == 0 || record.Offers[0].Kind == OfferKind.Recovery)
                continue;
            var best = record.Offers[0];
            var incentive = catalogue[best.Name].Cost;
            var contact = best.Channels.Min(channel => options.ContactCosts.GetValueOrDefault(channel));
            var key = (record.ValueDecile, best.Lever);
            var (customers, gain, spend) = sums.GetValueOrDefault(key);
            gain += Money.Exact(best.Factors.P * (best.Factors.V + incentive + contact));
            spend += Money.Exact(contact + best.Factors.P * incentive);
            sums[key] = (customers + 1, gain, spend);
        }
        return Sum(sums.Select(sum => new LeverSums(
            sum.Key.Item1, sum.Key.Item2, sum.Value.Customers, sum.Value.Gain, sum.Value.Spend)));
    }
}
