using ReapFunctions.Offers;
using ReapFunctions.Scoring;
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
    public static IReadOnlyDictionary<string, ListEntry[]> Of(ScoredSnapshot scored, Decisions decisions, DecisionConfig config)
    {
        var columns = new RoleColumns(scored.Customers, config.Roles);
        var lists = new SortedDictionary<string, ListEntry[]>(StringComparer.Ordinal);
        foreach (var (target, scores) in scored.Scores)
        {
            var product = config.Targets.GetValueOrDefault(target);
            var held = columns.Flags(product is null ? null : config.Roles.Holdings.GetValueOrDefault(product));
            var offers = config.Offers.Offers.Where(offer => offer.Target == target).Select(offer => offer.Name).ToHashSet(StringComparer.Ordinal);
            var entries = new List<ListEntry>();
            for (var row = 0; row < decisions.Offers.Length; row++)
            {
                if (!held[row] && Qualifies(decisions.Offers[row], offers))
                    entries.Add(Entry(decisions.Values[row], decisions.Offers[row], scores.Propensity[row]));
            }
            entries.Sort(ListEntry.Ranking);
            lists[target] = [.. entries];
        }
        return lists;
    }

    private static bool Qualifies(OfferRecord record, HashSet<string> offers) =>
        record.Active && record.Stop is null && (offers.Count == 0 || offers.Any(offer => !IsRemoved(record, offer)));

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

    private static ListEntry Entry(ValueRecord value, OfferRecord offer, float propensity) => new(
        value.CustomerId, Math.Round(propensity, 6), value.Current, value.Band, value.Decile, value.Segment, offer.Consents, offer.Control);
}
