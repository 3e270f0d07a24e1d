using ReapFunctions.Offers;

namespace ReapFunctions.Prompts;

/// <summary>
/// Turns an offer record and the customer's replies into what an agent sees now. Pure: no clock and no storage, so that an
/// answer can be replayed.
/// </summary>
public sealed class PromptDesk(PromptOptions options)
{
    /// <summary>Replies shown.</summary>
    private const int LastReplies = 3;

    private static readonly IReadOnlyList<ReplyCode> Replies =
    [
        new(Reply.Accepted, "The customer said yes."),
        new(Reply.Declined, "The customer said no."),
        new(Reply.Later, "The customer wants to be asked again; 'until' names the day."),
    ];

    /// <param name="outcomes">The customer's replies, in any order.</param>
    /// <param name="channel">Only what may be said on this channel; null for any.</param>
    public PromptAnswer Answer(OfferRecord record, IReadOnlyList<OutcomeRecord> outcomes, string? channel, DateTimeOffset now)
    {
        var asOf = new DateTimeOffset(record.Run.Date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var age = (now - asOf).TotalHours;
        var doNot = new List<DoNotOffer>();
        var prompts = Prompts(record, outcomes, channel, now, doNot);
        doNot.AddRange(record.Removed.Select(removed => new DoNotOffer(removed.Name, removed.Title, removed.Because)));
        return new PromptAnswer
        {
            CustomerId = record.CustomerId,
            Run = record.Run.ToString(),
            AsOf = asOf,
            AgeHours = Math.Round(age, 1),
            Stale = age > options.StaleAfterHours,
            Channel = channel,
            ValueBand = Words.Of(record.ValueBand),
            RiskBand = record.RiskBand,
            Reasons = record.Reasons,
            Team = record.Team,
            Control = record.Control,
            Prompts = prompts.Count > 0 ? prompts : [PromptOf(record.Service, raised: false)],
            DoNotOffer = doNot,
            LastReplies = [.. outcomes.OrderByDescending(one => one.At).Take(LastReplies)
                .Select(one => new LastReply(one.At, one.Offer, one.Reply, one.Until, one.Channel))],
        };
    }

    private List<Prompt> Prompts(
        OfferRecord record, IReadOnlyList<OutcomeRecord> outcomes, string? channel, DateTimeOffset now, List<DoNotOffer> doNot)
    {
        var left = new List<(KeptOffer Offer, double Priority, bool Raised)>(record.Offers.Count);
        foreach (var offer in record.Offers)
        {
            var effect = ReplyEffect.On(offer.Name, offer.Group, outcomes, options, now);
            if (Refusal(record, offer, effect, channel, now) is { } because)
                doNot.Add(new DoNotOffer(offer.Name, offer.Texts.Title, because));
            else
                left.Add((offer, offer.Factors.Priority * effect.Raise, effect.Raise > 1));
        }
        return [.. left
            .OrderByDescending(one => one.Priority).ThenBy(one => one.Offer.Name, StringComparer.Ordinal)
            .Take(options.Most)
            .Select(one => PromptOf(one.Offer, one.Raised))];
    }

    private static string? Refusal(OfferRecord record, KeptOffer offer, ReplyEffect effect, string? channel, DateTimeOffset now)
    {
        var isCare = offer.Kind == OfferKind.Recovery;
        if (record.Control && !isCare)
            return "The customer is in the control group: offer nothing.";
        if (effect.Because is not null)
            return effect.Because;
        if (DateOnly.FromDateTime(now.UtcDateTime) > offer.Expires)
            return $"The offer ended on {offer.Expires:yyyy-MM-dd}.";
        return channel is null || isCare || offer.Channels.Contains(channel)
            ? null
            : $"Not on {channel}: the customer has not agreed, or it does not go out there.";
    }

    private static Prompt PromptOf(KeptOffer offer, bool raised) => new()
    {
        Offer = offer.Name,
        Kind = offer.Kind,
        Title = offer.Texts.Title,
        Reason = offer.Texts.Reason,
        SayFirst = offer.Texts.SayFirst,
        PriceEffect = offer.Texts.PriceEffect,
        Objections = offer.Texts.Objections,
        MustSay = offer.Texts.MustSay,
        Expires = offer.Expires,
        Channels = offer.Channels,
        AskedFor = raised,
        Replies = offer.Kind == OfferKind.Service ? [] : Replies,
    };
}
