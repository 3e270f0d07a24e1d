using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Storage;

namespace ReapFunctions.Prompts;

/// <summary>
/// Turns an offer record and the customer's replies into what an agent sees now. Pure: no clock and no storage, so that an
/// answer can be replayed.
/// </summary>
public sealed class PromptDesk(OfferOptions options)
{
    /// <summary>Replies shown.</summary>
    private const int LastReplies = 3;

    private static readonly IReadOnlyList<ReplyCode> Replies =
    [
        new(Reply.Accepted, "The customer said yes."),
        new(Reply.Declined, "The customer said no."),
        new(Reply.Later, "The customer wants to be asked again; 'until' names the day."),
        new(Reply.NoAnswer, "The customer was contacted and did not answer."),
    ];

    /// <param name="outcomes">The customer's replies, in any order.</param>
    /// <param name="channel">Only what may be said on this channel; null for any.</param>
    public PromptAnswer Answer(OfferRecord record, IReadOnlyList<OutcomeRecord> outcomes, string? channel, DateTimeOffset now)
    {
        var age = record.Run.AgeHours(now);
        var verdicts = OfferVerdict.Judge(record, outcomes, channel, options, now);
        var prompts = verdicts.Where(verdict => verdict.Refusal is null).Take(options.Prompts.Most)
            .Select(verdict => PromptOf(verdict.Offer, verdict.Channels, channel) with { AskedFor = verdict.Raised }).ToArray();
        return new PromptAnswer
        {
            CustomerId = record.CustomerId,
            Run = record.Run.ToString(),
            AsOf = record.Run.AsOf,
            AgeHours = Math.Round(age, 1),
            Stale = age > options.Prompts.StaleAfterHours,
            Channel = channel,
            ValueBand = EnumName.Of(record.ValueBand),
            RiskBand = record.RiskBand,
            Reasons = record.Reasons,
            Team = record.Team,
            Standard = options.StandardOf(record),
            Control = record.Control,
            Recovery = record.Recovery is { Withheld: false } plan
                && verdicts.All(verdict => verdict.Offer.Name != plan.Offer || verdict.Refusal is null) ? plan : null,
            Asleep = record.Asleep,
            Prompts = prompts.Length > 0 ? prompts : [PromptOf(record.Service, record.Service.Channels, channel)],
            DoNotOffer =
            [
                .. verdicts.Where(verdict => verdict.Refusal is not null)
                    .Select(verdict => new DoNotOffer(verdict.Offer.Name, verdict.Offer.Texts.Title, verdict.Refusal!.Because)),
                .. record.Removed.Select(removed => new DoNotOffer(removed.Name, removed.Title, removed.Because)),
            ],
            LastReplies = [.. outcomes.OrderByDescending(outcome => outcome.At).Take(LastReplies)
                .Select(outcome => new LastReply(outcome.At, outcome.Offer, outcome.Reply, outcome.Until, outcome.Channel))],
        };
    }

    /// <param name="asked">The channel asked for, whose words are said; null for none in particular.</param>
    private static Prompt PromptOf(KeptOffer offer, IReadOnlyList<string> channels, string? asked)
    {
        var texts = offer.Texts.On(asked);
        return new Prompt
        {
            Offer = offer.Name,
            Kind = offer.Kind,
            Title = texts.Title,
            Reason = texts.Reason,
            SayFirst = texts.SayFirst,
            PriceEffect = texts.PriceEffect,
            Objections = texts.Objections,
            MustSay = texts.MustSay,
            Expires = offer.Expires,
            Channels = channels,
            Replies = offer.Kind == OfferKind.Service ? [] : Replies,
        };
    }
}
