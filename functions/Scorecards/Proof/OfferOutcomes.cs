using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Scorecards.Digests;

namespace ReapFunctions.Scorecards.Proof;

/// <summary>
/// What became of one offer between two runs: what customers said to its prompts, and what the later drop shows.
/// </summary>
/// <param name="Accepted">Declared: the customer said yes.</param>
/// <param name="AcceptedValue">What those are worth, by the V of the moment.</param>
/// <param name="Confirmed">Of the accepted: the later drop shows it, the product taken up, or the customer still there for other
/// offers.</param>
/// <param name="Missing">Of the accepted: the later drop does not show it, or not yet.</param>
public sealed record OfferOutcomes(
    string Offer, long Contacts, long Accepted, long Declined, long Later, decimal AcceptedValue, long Confirmed, long Missing)
{
    /// <summary>By offer that was replied to, in the order of names. The newest reply of a customer to an offer counts.</summary>
    /// <param name="outcomes">Outcomes to prompts of the earlier run.</param>
    internal static IReadOnlyList<OfferOutcomes> Count(
        IEnumerable<OutcomeRecord> outcomes, IReadOnlyList<RunDigest> before, IReadOnlyList<RunDigest> now, OfferOptions options)
    {
        var was = Places(before);
        var isNow = Places(now);
        return [.. outcomes.GroupBy(outcome => outcome.Offer).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
        {
            var product = options.Offers.FirstOrDefault(offer => offer.Name == group.Key)?.Product;
            var last = group.GroupBy(outcome => outcome.CustomerId).Select(customer => customer.MaxBy(outcome => outcome.At)!)
                .ToArray();
            var accepted = last.Where(outcome => outcome.Reply == Reply.Accepted).ToArray();
            var confirmed = accepted.Count(outcome => IsShown(RunDigest.KeyOf(outcome.CustomerId), product, was, isNow));
            return new OfferOutcomes(
                group.Key,
                group.Count(),
                accepted.Length,
                last.Count(outcome => outcome.Reply == Reply.Declined),
                last.Count(outcome => outcome.Reply == Reply.Later),
                accepted.Sum(outcome => Value.Money.Exact(outcome.Worth ?? 0)),
                confirmed,
                accepted.Length - confirmed);
        })];
    }

    private static bool IsShown(
        ulong customer, string? product, Dictionary<ulong, (RunDigest Digest, DigestRow Row)> was,
            Dictionary<ulong, (RunDigest Digest, DigestRow Row)> isNow)
    {
        if (!isNow.TryGetValue(customer, out var now) || !now.Row.Active)
            return false;
        return product is null
            || (now.Digest.Holds(now.Row, product)
        && !(was.TryGetValue(customer, out var before) && before.Digest.Holds(before.Row, product)));
    }

    private static Dictionary<ulong, (RunDigest Digest, DigestRow Row)> Places(IReadOnlyList<RunDigest> digests)
    {
        var places = new Dictionary<ulong, (RunDigest Digest, DigestRow Row)>(digests.Sum(digest => digest.Rows.Length));
        foreach (var digest in digests)
        {
            foreach (var row in digest.Rows)
                places[row.Key] = (digest, row);
        }
        return places;
    }
}
