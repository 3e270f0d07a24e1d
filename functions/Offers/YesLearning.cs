using System.Numerics;
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
/// factor      ~ N(that of its kind, 0.1^2)                  of each of responseFactors: what moves customers to one sale moves
/// of a kind   ~ N(0, 0.2^2)                                 them to another, so that few replies to each tell much of all
/// </code>
/// Without an <c>acceptance</c> an offer with a target begins at the usual propensity, with slope 1: as the model says. "Later"
/// is an answer and no yes. A call that nobody takes is no answer; a message without one, on a channel that
/// <see cref="OfferOptions.ChannelOdds"/> names, is no yes. Outcomes from before there were factors tell of none.
/// </remarks>
public static class YesLearning
{
    /// <summary>Replies older than this tell nothing of today.</summary>
    public const int Days = 365;

    /// <summary>The most factors that replies can tell of.</summary>
    internal const int MostFactors = 32;

    private const double RateBefore = 50, SlopeBefore = 1 / (0.25 * 0.25), Sure = 0.99;
    private const double FactorBefore = 1 / (0.1 * 0.1), KindBefore = 1 / (0.2 * 0.2);
    private const double Close = 1e-7;

    /// <summary>Weights that every offer has: of its rate, and of the propensity.</summary>
    private const int Fixed = 2;

    private const int Steps = 25;

    /// <param name="replies">Of the last <see cref="Days"/>, of anybody, in any order.</param>
    /// <param name="usual">By target: its mean propensity over the base period.</param>
    /// <returns>By offer of a kind that was answered, all numbers to four decimals.</returns>
    public static IReadOnlyDictionary<string, YesRate> Learn(
        IEnumerable<OutcomeRecord> replies, OfferOptions offering, IReadOnlyDictionary<string, double> usual)
    {
        var answers = replies.Where(reply => reply.Reply != Reply.NoAnswer || offering.OddsOn(reply.Channel) != 1)
            .ToLookup(reply => reply.Offer);
        string[] factors = [.. offering.ResponseFactors.Select(factor => factor.Name)];
        return Before(offering, answers, usual).GroupBy(asked => asked.Offer.Kind)
            .Where(kind => kind.Any(asked => asked.Answers.Length > 0))
            .SelectMany(kind => RatesOf([.. kind], factors))
            .ToDictionary(learned => learned.Offer, learned => learned.Rate);
    }

    /// <summary>What is thought of each offer before its answers.</summary>
    private static IEnumerable<AskedOffer> Before(
        OfferOptions offering, ILookup<string, OutcomeRecord> answers, IReadOnlyDictionary<string, double> usual)
    {
        foreach (var offer in offering.Offers.Where(offer => offer.Kind != OfferKind.Service))
        {
            double? often = offer.Target is { } target && usual.TryGetValue(target, out var mean) ? mean : null;
            if ((offer.Configured ?? (often is { } chance ? new YesRate(chance, 1) : null)) is { } before)
                yield return new(offer, before, [.. answers[offer.Name].Select(reply => AnswerOf(reply, offering, often))]);
        }
    }

    private static Answer AnswerOf(OutcomeRecord reply, OfferOptions offering, double? usual)
    {
        var factors = 0u;
        for (var i = 0; i < offering.ResponseFactors.Count; i++)
            factors |= reply.ResponseFactors?.Contains(offering.ResponseFactors[i].Name) == true ? 1u << i : 0;
        return new(
            reply.Reply == Reply.Accepted,
            reply.Propensity is { } propensity && usual is { } often ? YesRate.Lean(propensity, often) : 0,
            Math.Log(offering.OddsOn(reply.Channel)), factors);
    }

    /// <summary>
    /// Newton's steps over all weights of a kind, those that its offers share first: the posterior is concave, so that they come
    /// to its one maximum.
    /// </summary>
    private static IEnumerable<(string Offer, YesRate Rate)> RatesOf(AskedOffer[] kind, string[] factors)
    {
        var own = Fixed + factors.Length;
        double[] shared = [.. factors.Select(_ => 0.0)];
        double[] means = [.. shared, .. kind.SelectMany(asked => asked.Means.Concat(shared))];
        double[] precisions =
        [
            .. factors.Select(_ => KindBefore),
            .. kind.SelectMany(asked => asked.Precisions.Concat(factors.Select(_ => FactorBefore))),
        ];
        var answers = kind.SelectMany((asked, i) => asked.Answers.Select(answer => answer with { At = factors.Length + i * own }))
            .ToArray();
        var weights = means.ToArray();
        for (var step = 0; step < Steps; step++)
        {
            var (slope, curvature) = Derivatives(answers, weights, means, precisions);
            var way = LinearSystem.Solve(curvature, slope);
            // A step of more than the odds of ten would overshoot where nobody or everybody said yes.
            for (var i = 0; i < weights.Length; i++)
                weights[i] += Math.Clamp(way[i], -2, 2);
            if (way.Max(Math.Abs) < Close)
                break;
        }
        return kind.Select((asked, i) =>
            (asked.Offer.Name, Rate(weights.AsSpan(factors.Length + i * own, own), weights, factors)));
    }

    private static YesRate Rate(ReadOnlySpan<double> own, double[] shared, string[] factors)
    {
        var by = new Dictionary<string, double>();
        for (var i = 0; i < factors.Length; i++)
            by[factors[i]] = Math.Round(shared[i] + own[Fixed + i], 4);
        return new YesRate(Math.Round(YesRate.Sigma(own[0]), 4), Math.Round(own[1], 4), by.Count == 0 ? null : by);
    }

    /// <summary>Of the log-posterior: its slope, and its curvature with the sign turned round.</summary>
    private static (double[] Slope, double[][] Curvature) Derivatives(
        Answer[] answers, double[] weights, double[] means, double[] precisions)
    {
        double[] slope = [.. means.Select((mean, i) => precisions[i] * (mean - weights[i]))];
        double[][] curvature = [.. means.Select((_, i) => means.Select((_, j) => i == j ? precisions[i] : 0).ToArray())];
        var (places, values) = (new int[Fixed + 2 * MostFactors], new double[Fixed + 2 * MostFactors]);
        foreach (var answer in answers)
        {
            var count = answer.Terms(places, values);
            var logit = answer.Channel;
            for (var i = 0; i < count; i++)
                logit += weights[places[i]] * values[i];
            var chance = YesRate.Sigma(logit);
            var (miss, weight) = ((answer.Yes ? 1 : 0) - chance, chance * (1 - chance));
            for (var i = 0; i < count; i++)
            {
                slope[places[i]] += miss * values[i];
                for (var j = 0; j <= i; j++)
                    curvature[places[i]][places[j]] += weight * values[i] * values[j];
            }
        }
        return (slope, curvature);
    }

    /// <summary>An offer, what is thought of it before, and its answers.</summary>
    private sealed record AskedOffer(Offer Offer, YesRate Before, Answer[] Answers)
    {
        private double Rate => Math.Clamp(Before.Rate, 1 - Sure, Sure);

        public IEnumerable<double> Means => [YesRate.Logit(Rate), Before.Slope];

        public IEnumerable<double> Precisions => [RateBefore * Rate * (1 - Rate), SlopeBefore];
    }

    /// <summary>A reply as it is learned from.</summary>
    /// <param name="Lean">Log-odds of the propensity over the usual one; 0 where it is not known.</param>
    /// <param name="Channel">Log of the odds of a yes on its channel over those of a conversation.</param>
    /// <param name="Factors">Those that held, by their place.</param>
    private readonly record struct Answer(bool Yes, double Lean, double Channel, uint Factors)
    {
        /// <summary>The place of its offer's first weight.</summary>
        public int At { get; init; }

        /// <summary>What the weights are multiplied by: where it is not 0, in the order of their places.</summary>
        /// <returns>How many there are.</returns>
        public int Terms(int[] places, double[] values)
        {
            var count = 0;
            void Add(int place, double value) => (places[count], values[count++]) = (place, value);
            for (var left = Factors; left != 0; left &= left - 1)
                Add(BitOperations.TrailingZeroCount(left), 1);
            Add(At, 1);
            Add(At + 1, Lean);
            for (var left = Factors; left != 0; left &= left - 1)
                Add(At + Fixed + BitOperations.TrailingZeroCount(left), 1);
            return count;
        }
    }
}
