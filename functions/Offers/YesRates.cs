using ReapFunctions.Outcomes;

namespace ReapFunctions.Offers;

/// <summary>
/// How often customers say yes to an offer that no model predicts: learned from their replies, and shrunk to the configured rate
/// while there are few.
/// </summary>
/// <remarks>
/// <code>
/// rate = (K · acceptance + yes) / (K + answers)      K = 50 answers that the configured rate is worth
/// </code>
/// The mean of a beta distribution after the answers, with the configured rate as its mean before. A reply of no answer is no
/// answer; "later" is one, and no yes.
/// </remarks>
public static class YesRates
{
    /// <summary>Replies older than this tell nothing of today.</summary>
    public const int Days = 365;

    private const double Before = 50;

    /// <param name="replies">Of the last <see cref="Days"/>, of anybody, in any order.</param>
    /// <returns>By offer without a model that was answered: the rate, 0 to 1, to four decimals.</returns>
    public static IReadOnlyDictionary<string, double> Learn(IEnumerable<OutcomeRecord> replies, OfferOptions offering)
    {
        var answers = replies.Where(reply => reply.Reply != Reply.NoAnswer).ToLookup(reply => reply.Offer, reply => reply.Reply);
        return offering.Offers
            .Where(offer => offer.Target is null && offer.Kind != OfferKind.Service && answers.Contains(offer.Name))
            .ToDictionary(offer => offer.Name, offer => RateOf(offer, [.. answers[offer.Name]]));
    }

    private static double RateOf(Offer offer, Reply[] replies) => Math.Round(
        (Before * offer.Unpredicted + replies.Count(reply => reply == Reply.Accepted)) / (Before + replies.Length), 4);
}
