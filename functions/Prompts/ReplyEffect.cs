using System.Globalization;
using ReapFunctions.Offers;

namespace ReapFunctions.Prompts;

/// <summary>What a customer's replies do to an offer now.</summary>
/// <param name="Because">Why it is not to be offered; null when it may be.</param>
/// <param name="Raise">What its priority is multiplied by.</param>
internal readonly record struct ReplyEffect(string? Because, double Raise)
{
    private static readonly ReplyEffect None = new(null, 1);

    /// <summary>
    /// The newest reply to the offer, or to another of its group, rules: a yes and a no keep it away for so many days, "later"
    /// until its date, after which it comes up higher.
    /// </summary>
    public static ReplyEffect On(string offer, string group, IReadOnlyList<OutcomeRecord> outcomes, PromptOptions options, DateTimeOffset now)
    {
        OutcomeRecord? newest = null;
        foreach (var outcome in outcomes)
        {
            if ((outcome.Offer == offer || outcome.Group == group) && outcome.At <= now && !(newest?.At >= outcome.At))
                newest = outcome;
        }
        return newest is null ? None : Of(newest, options, now);
    }

    private static ReplyEffect Of(OutcomeRecord outcome, PromptOptions options, DateTimeOffset now)
    {
        var said = Day(DateOnly.FromDateTime(outcome.At.UtcDateTime));
        switch (outcome.Reply)
        {
            case Reply.Accepted:
                var taken = outcome.At.AddDays(options.AcceptedDays);
                return now < taken ? new($"The customer said yes on {said}.", 1) : None;
            case Reply.Declined:
                var again = outcome.At.AddDays(options.DeclinedDays);
                return now < again
                    ? new($"The customer said no on {said}: not again before {Day(DateOnly.FromDateTime(again.UtcDateTime))}.", 1)
                    : None;
            default:
                var until = outcome.Until ?? DateOnly.FromDateTime(outcome.At.UtcDateTime).AddDays(options.LaterDays);
                return DateOnly.FromDateTime(now.UtcDateTime) < until
                    ? new($"The customer asked on {said} to be asked again on {Day(until)}.", 1)
                    : new(null, options.LaterRaises);
        }
    }

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
