using System.Globalization;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Storage;

namespace ReapFunctions.Prompts;

/// <summary>What a customer's replies do to an offer now.</summary>
/// <param name="Refusal">Why it is not to be offered; null when it may be.</param>
/// <param name="Raise">What its priority is multiplied by.</param>
internal readonly record struct ReplyEffect(OfferRefusal? Refusal, double Raise)
{
    private static readonly ReplyEffect None = new(null, 1);

    /// <summary>
    /// The newest reply to the offer, or to another of its group, rules: a yes and a no keep it away for so many days, "later"
    /// until its date, after which it comes up higher. A contact without an answer is no reply.
    /// </summary>
    public static ReplyEffect On(
        string offer, string group, IReadOnlyList<OutcomeRecord> outcomes, PromptOptions options, DateTimeOffset now)
    {
        OutcomeRecord? newest = null;
        foreach (var outcome in outcomes)
        {
            if ((outcome.Offer == offer || outcome.Group == group)
                && outcome.Reply != Reply.NoAnswer
                && outcome.At <= now
                && !(newest?.At >= outcome.At))
                newest = outcome;
        }
        return newest is null ? None : EffectOf(newest, options, now);
    }

    /// <summary>By group of offers: what the customer asked last to be asked again about.</summary>
    public static IEnumerable<OutcomeRecord> Waiting(IReadOnlyList<OutcomeRecord> outcomes, DateTimeOffset now) =>
        outcomes.Where(outcome => outcome.Reply != Reply.NoAnswer && outcome.At <= now)
            .GroupBy(outcome => outcome.Group, StringComparer.Ordinal)
            .Select(said => said.MaxBy(outcome => outcome.At)!)
            .Where(newest => newest.Reply == Reply.Later);

    /// <summary>The day on which a "later" is asked again.</summary>
    public static DateOnly AskAgainOn(OutcomeRecord later, PromptOptions options) =>
        later.Until ?? DateOf(later.At).AddDays(options.LaterDays);

    private static ReplyEffect EffectOf(OutcomeRecord outcome, PromptOptions options, DateTimeOffset now)
    {
        var said = Day(DateOf(outcome.At));
        switch (outcome.Reply)
        {
            case Reply.Accepted:
                return now < outcome.At.AddDays(options.AcceptedDays)
                    ? Refused(outcome.Reply, $"The customer said yes on {said}.")
                    : None;
            case Reply.Declined:
                var again = outcome.At.AddDays(options.DeclinedDays);
                return now < again
                    ? Refused(outcome.Reply, $"The customer said no on {said}: not again before {Day(DateOf(again))}.")
                    : None;
            default:
                var until = AskAgainOn(outcome, options);
                return DateOf(now) < until
                    ? Refused(outcome.Reply, $"The customer asked on {said} to be asked again on {Day(until)}.")
                    : new(null, options.LaterRaises);
        }
    }

    private static ReplyEffect Refused(Reply reply, string because) =>
        new(new OfferRefusal($"reply:{EnumName.Of(reply)}", because), 1);

    private static DateOnly DateOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
