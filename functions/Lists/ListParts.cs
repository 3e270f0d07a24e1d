using ReapFunctions.Offers;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Lists;

/// <summary>
/// A bucket's share of every target's list. Who is on a list is decided by the same records as prompts: active, not holding the
/// product, stopped by nothing, and where the catalogue has offers for the target, kept by the policy for one of them. Consent
/// and control group are carried along, for the reader to apply.
/// </summary>
public static class ListParts
{
    /// <summary>By target that was scored: its entries, ranked.</summary>
    public static IReadOnlyDictionary<string, ListEntry[]> Choose(
        ScoredSnapshot scored, Decisions decisions, DecisionOptions config)
    {
        var columns = new RoleColumns(scored.Customers, config.Roles);
        var lists = new SortedDictionary<string, ListEntry[]>(StringComparer.Ordinal);
        foreach (var (target, scores) in scored.Scores)
        {
            var product = config.Targets.GetValueOrDefault(target);
            var held = columns.Flags(product is null ? null : config.Roles.Holdings.GetValueOrDefault(product));
            var offers = config.Offering.Offers.Where(offer => offer.Target == target).Select(offer => offer.Name).ToArray();
            var isRisk = offers.Length == 0 && target == config.Risk?.Target;
            var entries = new List<ListEntry>();
            for (var row = 0; row < decisions.Offers.Length; row++)
            {
                if (held[row] || decisions.Offers[row] is not { Active: true, Stop: null } record)
                    continue;
                var kept = offers.Where(offer => !IsRemoved(record, offer)).ToArray();
                if (kept.Length > 0 || offers.Length == 0)
                {
                    var best = Best(
                        record.Offers.Where(offer => isRisk
                            ? offer.Kind == OfferKind.Retention && offer.Channels.Count > 0
                            : kept.Contains(offer.Name)));
                    entries.Add(Entry(decisions.Values[row], record, scores.Propensity[row], kept) with
                    {
                        Chance = best.P,
                        Worth = best.V,
                        Pending = Pending(record, kept),
                    });
                }
            }
            entries.Sort(ListEntry.Ranking);
            lists[target] = [.. entries];
        }
        return lists;
    }

    /// <summary>Consent is the reader's to ask for, so an offer that only consent removed still counts.</summary>
    private static bool IsRemoved(OfferRecord record, string offer)
    {
        foreach (var removed in record.Removed)
        {
            if (removed.Name == offer)
                return removed.Rule != HardStops.Consent;
        }
        return false;
    }

    /// <summary>Of these offers the one that is expected to bring most; nothing where there is none.</summary>
    private static Factors Best(IEnumerable<KeptOffer> offers) =>
        offers.Select(offer => offer.Factors).DefaultIfEmpty().MaxBy(factors => factors.P * factors.V);

    /// <summary>By offer: what the history must hold, for the reader to ask.</summary>
    private static string? Pending(OfferRecord record, string[] kept)
    {
        var pending = record.Offers.Select(offer => (offer.Name, offer.Pending))
            .Concat(record.Removed.Select(removed => (removed.Name, removed.Pending)))
            .Where(removed => removed.Pending is not null && kept.Contains(removed.Name))
            .ToDictionary(removed => removed.Name, removed => removed.Pending!.Select(rule => rule.Must));
        return pending.Count == 0 ? null : RecordJson.Write(pending);
    }

    private static ListEntry Entry(ValueRecord value, OfferRecord offer, float propensity, string[] kept) => new(
        value.CustomerId, Math.Round(propensity, 6), value.Current, value.Band, value.Decile, value.Segment, offer.Consents,
            offer.Control, kept);
}
