using ReapFunctions.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards;

/// <summary>Counts over the whole bucket while customers are added.</summary>
internal sealed class ScorecardTally
{
    private readonly SortedDictionary<string, decimal> costBy = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> removedBy = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> bestOffers = new(StringComparer.Ordinal);

    private readonly SortedDictionary<int, (long Customers, decimal Value)> bins = [];

    public IReadOnlyDictionary<int, ValueBin> ValueBins =>
        bins.ToDictionary(bin => bin.Key, bin => new ValueBin(bin.Value.Customers, bin.Value.Value));

    public IReadOnlyDictionary<string, decimal> CostBy => costBy.ToDictionary(cost => cost.Key, cost => cost.Value);

    public IReadOnlyDictionary<string, long> RemovedBy =>
        removedBy.ToDictionary(removed => removed.Key, removed => removed.Value);

    public IReadOnlyDictionary<string, long> BestOffers => bestOffers.ToDictionary(offer => offer.Key, offer => offer.Value);

    public void Add(ValueRecord value, OfferRecord offer)
    {
        if (!value.Active)
            return;
        var bin = WhaleCurve.Bin(value.Current);
        var (customers, sum) = bins.GetValueOrDefault(bin);
        bins[bin] = (customers + 1, sum + Money.Exact(value.Current));
        foreach (var line in value.CostBy)
            costBy[line.Name] = costBy.GetValueOrDefault(line.Name) + Money.Exact(line.Value);
        foreach (var removed in offer.Removed)
            removedBy[removed.Rule] = removedBy.GetValueOrDefault(removed.Rule) + 1;
        if (offer.Offers.Count > 0)
            bestOffers[offer.Offers[0].Name] = bestOffers.GetValueOrDefault(offer.Offers[0].Name) + 1;
    }
}
