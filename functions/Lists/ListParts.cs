using ReapFunctions.Offers;
using ReapFunctions.Rules;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
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
    private const string NotHeld = "notHeld";
    private const string Active = "active";

    /// <summary>By target that was scored: its entries, ranked.</summary>
    /// <param name="scored">The bucket, with its cases.</param>
    /// <param name="decisions">What was decided on it.</param>
    /// <param name="config">With what the run learned: the causes that spread strike customers of the lists too.</param>
    /// <param name="notChosen">
    /// By target, then by rule: the customers who are not on it, each counted by the first rule that kept them from it.
    /// </param>
    /// <param name="fields">Facts that entries hold; null for those of the configuration.</param>
    public static IReadOnlyDictionary<string, ListEntry[]> Choose(
        ScoredSnapshot scored,
        Decisions decisions,
        DecisionOptions config,
        out IReadOnlyDictionary<string, RuleCounts> notChosen,
        IReadOnlyList<string>? fields = null)
    {
        var columns = new RoleColumns(scored.Customers, config.Roles);
        var names = fields ?? config.ListFields;
        var facts = new ListFacts(
            names, config.Facts,
            new CustomerFacts(scored, config.Roles, decisions.Values, decisions.Risks, Care(scored, decisions, config, names)));
        var saves = config.Offering.Offers.ToDictionary(offer => offer.Name, offer => offer.Saves, StringComparer.Ordinal);
        var lists = new SortedDictionary<string, ListEntry[]>(StringComparer.Ordinal);
        var counts = new SortedDictionary<string, RuleCounts>(StringComparer.Ordinal);
        foreach (var (target, scores) in scored.Scores)
        {
            var product = config.Targets.GetValueOrDefault(target);
            var held = columns.Flags(product is null ? null : config.Roles.Holdings.GetValueOrDefault(product));
            var offers = config.Offering.Offers.Where(offer => offer.Target == target).Select(offer => offer.Name).ToArray();
            var isRisk = offers.Length == 0 && target == config.Risk?.Target;
            var entries = new List<ListEntry>();
            var against = counts[target] = [];
            for (var row = 0; row < decisions.Offers.Length; row++)
            {
                var record = decisions.Offers[row];
                var rule = RuleAgainst(record, held[row]);
                string[] kept = rule is not null ? []
                    : isRisk ? [.. Retention(record).Select(offer => offer.Name)]
                    : [.. offers.Where(offer => RuleAgainst(record, offer) is null)];
                if ((rule ?? NoneKept(record, offers, kept)) is { } first)
                    against.Add(first);
                else
                {
                    var best = Best(isRisk ? Retention(record) : Kept(record, kept));
                    entries.Add(Entry(decisions.Values[row], record, scores.Propensity[row], kept) with
                    {
                        Chance = best?.Factors.P ?? 0,
                        Worth = best?.Factors.V ?? 0,
                        Effect = Effect(best, scores.Propensity[row], isRisk ? saves : null),
                        Facts = facts.Of(row),
                    });
                }
            }
            entries.Sort(ListEntry.Ranking);
            lists[target] = [.. entries];
        }
        notChosen = counts;
        return lists;
    }

    /// <summary>How things stand with dissatisfaction, worked out anew only for lists that tell of it.</summary>
    private static CustomerCare? Care(
        ScoredSnapshot scored, Decisions decisions, DecisionOptions config, IReadOnlyList<string> names) =>
        names.Any(name => name.StartsWith(FactNames.Care, StringComparison.Ordinal))
            ? CustomerCare.Of(
                scored, config, decisions.Values, decisions.Risks, new ControlGroup(config.Offering.Control, scored.Run.Date))
            : null;

    /// <summary>The first rule that keeps a customer from every list, or from that of what they hold; null for none.</summary>
    private static string? RuleAgainst(OfferRecord record, bool held) =>
        !record.Active ? Active : held ? NotHeld : record.Stop;

    /// <summary>The rule that removed the first of the offers, where none is kept.</summary>
    private static string? NoneKept(OfferRecord record, string[] offers, string[] kept) =>
        kept.Length > 0 || offers.Length == 0 ? null : RuleAgainst(record, offers[0]);

    /// <summary>
    /// The rule that removed an offer; null when none did. Consent is the reader's to ask for, so an offer that only consent
    /// removed still counts.
    /// </summary>
    private static string? RuleAgainst(OfferRecord record, string offer)
    {
        foreach (var removed in record.Removed)
        {
            if (removed.Name == offer)
                return removed.Rule == HardStops.Consent ? null : removed.Rule;
        }
        return null;
    }

    /// <summary>Of these offers the one that is expected to bring most; nothing where there is none.</summary>
    private static KeptOffer? Best(IEnumerable<KeptOffer> offers) =>
        offers.MaxBy(offer => offer.Factors.P * offer.Factors.V);

    /// <summary>By how much asking raises the chance of what the list is for.</summary>
    /// <param name="propensity">That the customer takes it without being asked, or leaves.</param>
    /// <param name="saves">By offer: the share of the risk that a yes takes away; null where the list is for a product.</param>
    private static double Effect(KeptOffer? offer, double propensity, Dictionary<string, double>? saves) => offer is null
        ? 0
        : Math.Round(offer.Factors.P * (saves is null ? 1 - propensity : saves[offer.Name] * propensity), 6);

    /// <summary>By offer: what the history must hold, for the reader to ask.</summary>
    private static string? Pending(OfferRecord record, string[] kept)
    {
        var pending = record.Offers.Select(offer => (offer.Name, offer.Pending))
            .Concat(record.Removed.Select(removed => (removed.Name, removed.Pending)))
            .Where(removed => removed.Pending is not null && kept.Contains(removed.Name))
            .ToDictionary(removed => removed.Name, removed => removed.Pending!.Select(rule => rule.Must));
        return pending.Count == 0 ? null : RecordJson.Write(pending);
    }

    private static IEnumerable<KeptOffer> Retention(OfferRecord record) =>
        record.Offers.Where(offer => offer.Kind == OfferKind.Retention && offer.Channels.Count > 0);

    private static IEnumerable<KeptOffer> Kept(OfferRecord record, string[] kept) =>
        record.Offers.Where(offer => kept.Contains(offer.Name));

    private static ListEntry Entry(ValueRecord value, OfferRecord offer, float propensity, string[] kept) => new(
        value.CustomerId, Math.Round(propensity, 6), value.Current, value.Band, value.Decile, value.Segment, offer.Consents,
            offer.Control, kept, Pending: Pending(offer, kept));
}
