using ReapFunctions.Outcomes;

namespace ReapFunctions.Offers;

/// <summary>
/// How often customers say yes to an offer, learned from their replies and shrunk to what is configured while there are few.
/// </summary>
/// <remarks>
/// The most likely <see cref="YesRate"/> after the replies: a logistic regression of the yeses on the distance of the propensity
/// from the usual one, with normal distributions before them.
/// <code>
/// logit(rate) ~ N(logit(acceptance), 1 / (K a (1 - a)))     K = 50 replies that the configured rate a is worth
/// slope       ~ N(what is configured, 0.25^2)               0 and fixed where no model predicts the offer
/// </code>
/// Without an <c>acceptance</c> an offer with a target begins at the usual propensity, with slope 1: as the model says. "Later"
/// is an answer and no yes. A call that nobody takes is no answer; a message without one, on a channel that
/// <see cref="OfferOptions.ChannelOdds"/> names, is no yes.
/// </remarks>
public static class YesLearning
{
    /// <summary>Replies older than this tell nothing of today.</summary>
    public const int Days = 365;

    private const double Before = 50, SlopeBefore = 1 / (0.25 * 0.25), Sure = 0.99;
    private const int Steps = 25;

    /// <param name="replies">Of the last <see cref="Days"/>, of anybody, in any order.</param>
    /// <param name="usual">By target: its mean propensity over the base period.</param>
    /// <returns>By offer that was answered, both numbers to four decimals.</returns>
    public static IReadOnlyDictionary<string, YesRate> Learn(
        IEnumerable<OutcomeRecord> replies, OfferOptions offering, IReadOnlyDictionary<string, double> usual)
    {
        var answers = replies.Where(reply => reply.Reply != Reply.NoAnswer || offering.OddsOn(reply.Channel) != 1)
            .ToLookup(reply => reply.Offer);
        var rates = new Dictionary<string, YesRate>();
        foreach (var offer in offering.Offers.Where(offer => offer.Kind != OfferKind.Service && answers.Contains(offer.Name)))
        {
            double? often = offer.Target is { } target && usual.TryGetValue(target, out var mean) ? mean : null;
            if ((offer.Configured ?? (often is { } chance ? new YesRate(chance, 1) : null)) is { } before)
                rates[offer.Name] = RateOf(before, [.. answers[offer.Name].Select(reply => AnswerOf(reply, offering, often))]);
        }
        return rates;
    }

    private static Answer AnswerOf(OutcomeRecord reply, OfferOptions offering, double? usual) => new(
        reply.Reply == Reply.Accepted,
        reply.Propensity is { } propensity && usual is { } often ? YesRate.Logit(propensity) - YesRate.Logit(often) : 0,
        Math.Log(offering.OddsOn(reply.Channel)));

    /// <summary>Newton's steps: the posterior is concave, so that they come to its one maximum.</summary>
    private static YesRate RateOf(YesRate before, Answer[] answers)
    {
        var rate = Math.Clamp(before.Rate, 1 - Sure, Sure);
        var rateBefore = Before * rate * (1 - rate);
        var (logit, slope) = (YesRate.Logit(rate), before.Slope);
        for (var step = 0; step < Steps; step++)
        {
            var (g0, g1) = (rateBefore * (YesRate.Logit(rate) - logit), SlopeBefore * (before.Slope - slope));
            var (h00, h01, h11) = (rateBefore, 0.0, SlopeBefore);
            foreach (var (yes, lean, channel) in answers)
            {
                var chance = YesRate.Sigma(logit + slope * lean + channel);
                var (miss, weight) = ((yes ? 1 : 0) - chance, chance * (1 - chance));
                (g0, g1) = (g0 + miss, g1 + miss * lean);
                (h00, h01, h11) = (h00 + weight, h01 + weight * lean, h11 + weight * lean * lean);
            }
            var determinant = h00 * h11 - h01 * h01;
            // A step of more than the odds of ten would overshoot where nobody or everybody said yes.
            logit += Math.Clamp((h11 * g0 - h01 * g1) / determinant, -2, 2);
            slope += Math.Clamp((h00 * g1 - h01 * g0) / determinant, -1, 1);
        }
        return new YesRate(Math.Round(YesRate.Sigma(logit), 4), Math.Round(slope, 4));
    }

    /// <summary>A reply as it is learned from.</summary>
    /// <param name="Lean">Log-odds of the propensity over the usual one; 0 where it is not known.</param>
    /// <param name="Channel">Log of the odds of a yes on its channel over those of a conversation.</param>
    private readonly record struct Answer(bool Yes, double Lean, double Channel);
}
