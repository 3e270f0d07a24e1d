using ReapFunctions.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards;

/// <summary>Counts over the whole bucket while customers are added.</summary>
internal sealed class ScorecardTally
{
    private readonly SortedDictionary<string, decimal> costBy = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> removedBy = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> bestOffers = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, decimal> CostBy => costBy.ToDictionary(one => one.Key, one => one.Value);

    public IReadOnlyDictionary<string, long> RemovedBy => removedBy.ToDictionary(one => one.Key, one => one.Value);

    public IReadOnlyDictionary<string, long> BestOffers => bestOffers.ToDictionary(one => one.Key, one => one.Value);

    public void Add(ValueRecord value, OfferRecord offer)
    {
        if (!value.Active)
            return;
        foreach (var line in value.CostBy)
            costBy[line.Name] = costBy.GetValueOrDefault(line.Name) + Money.Exact(line.Value);
        foreach (var removed in offer.Removed)
            removedBy[removed.Rule] = removedBy.GetValueOrDefault(removed.Rule) + 1;
        if (offer.Offers.Count > 0)
            bestOffers[offer.Offers[0].Name] = bestOffers.GetValueOrDefault(offer.Offers[0].Name) + 1;
    }
}
