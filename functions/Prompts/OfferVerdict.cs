using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Rules;

namespace ReapFunctions.Prompts;

/// <summary>What becomes of an offer that the policy kept, now that the customer's history is known.</summary>
/// <param name="Channels">Channels left for it.</param>
/// <param name="Priority">
/// P x C x V x L x what the channel weighs it by, raised when the customer asked for it.
/// </param>
/// <param name="Refusal">Why it is not to be said now; null when it may be.</param>
/// <param name="ByChannel">What the channel asked for multiplies the priority by.</param>
/// <param name="FirstThere">Whether the channel asked for puts it before all that no context puts first.</param>
internal sealed record OfferVerdict(
    KeptOffer Offer, IReadOnlyList<string> Channels, double Priority, bool Raised, OfferRefusal? Refusal, double ByChannel = 1,
    bool FirstThere = false)
{
    /// <summary>The verdicts on a record's offers: those that may be said before the others, in their order.</summary>
    public static IReadOnlyList<OfferVerdict> Judge(
        OfferRecord record, IReadOnlyList<OutcomeRecord> outcomes, string? channel, OfferOptions options, DateTimeOffset now)
    {
        var limits = ContactPolicy.On(channel, options, record.ValueBand, outcomes, now);
        return [.. record.Offers
            .Select(offer => Judge(record, offer, outcomes, limits, channel, options, now) with
            {
                FirstThere = options.IsFirstOn(channel, offer.Name, offer.Kind),
            })
            .OrderBy(verdict => verdict.Refusal is not null)
            .ThenByDescending(verdict => verdict.Offer.First)
            .ThenByDescending(verdict => verdict.FirstThere)
            .ThenByDescending(verdict => verdict.Priority)
            .ThenBy(verdict => verdict.Offer.Name, StringComparer.Ordinal)];
    }

    private static OfferVerdict Judge(
        OfferRecord record, KeptOffer offer, IReadOnlyList<OutcomeRecord> outcomes, ContactPolicy limits, string? channel,
        OfferOptions options, DateTimeOffset now)
    {
        var weight = options.WeightOn(channel, offer.Name, offer.Kind);
        if (offer.Kind == OfferKind.Recovery)
            return new(offer, offer.Channels, offer.Factors.Priority * weight, false, PutRight(record, offer, outcomes), weight);
        var effect = ReplyEffect.On(offer.Name, offer.Group, outcomes, options.Prompts, now);
        var (channels, noChannel) = options.IsVisit(channel)
            ? OnVisit(offer, channel!, limits, options)
            : Open(offer, limits, channel);
        var refusal = record.Control ? new OfferRefusal("control", "The customer is in the control group: offer nothing.")
            : DateOnly.FromDateTime(now.UtcDateTime) > offer.Expires
                ? new OfferRefusal("expired", $"The offer ended on {offer.Expires:yyyy-MM-dd}.")
            : effect.Refusal ?? OnHistory(offer.Pending, outcomes, offer.Name, offer.Group, now)
                ?? limits.OnOffer(offer.Name, offer.Group) ?? noChannel;
        return new(offer, channels, offer.Factors.Priority * weight * effect.Raise, effect.Raise > 1, refusal, weight);
    }

    /// <summary>Who has said yes to it since it was called for is put right: nobody need say so twice.</summary>
    private static OfferRefusal? PutRight(OfferRecord record, KeptOffer offer, IReadOnlyList<OutcomeRecord> outcomes)
    {
        var yes = RecoveryPlan.AnsweredBy(
            outcomes, offer.Name, record.Recovery?.Since ?? record.Run.Date, record.Recovery?.LastYes);
        return yes is null ? null : new OfferRefusal("reply:accepted", $"It was put right on {yes.At.UtcDateTime:yyyy-MM-dd}.");
    }

    /// <summary>The first rule of the policy that the history breaks; null when none. Lists ask here too.</summary>
    public static OfferRefusal? OnHistory(
        IReadOnlyList<PendingRule>? pending, IReadOnlyList<OutcomeRecord> outcomes, string offer, string group,
            DateTimeOffset now)
    {
        foreach (var rule in pending ?? [])
        {
            if (!rule.Holds(outcomes, offer, group, now))
                return new OfferRefusal(rule.Rule, rule.Because, rule.Compared(outcomes, offer, group, now));
        }
        return null;
    }

    /// <summary>Who comes by themselves hears of what concerns their contract, and of all else if they agreed to talk.</summary>
    private static (IReadOnlyList<string> Channels, OfferRefusal? Refusal) OnVisit(
        KeptOffer offer, string channel, ContactPolicy limits, OfferOptions options) =>
        !options.InboundKinds.Contains(offer.Kind) && offer.Channels.All(name => options.OddsOn(name) != 1)
            ? ([], new OfferRefusal("channel", "The customer has not agreed to hear of it in a conversation."))
            : limits.OnChannel(channel) is { } refusal ? ([], refusal)
            : ([channel], null);

    /// <summary>The offer's channels that no limit refuses, and why none is left.</summary>
    private static (IReadOnlyList<string> Channels, OfferRefusal? Refusal) Open(
        KeptOffer offer, ContactPolicy limits, string? channel)
    {
        if (channel is not null && !offer.Channels.Contains(channel))
            return ([], new OfferRefusal(
                "channel", $"Not on {channel}: the customer has not agreed, or it does not go out there."));
        if (offer.Channels.Count == 0)
            return ([], new OfferRefusal(
                HardStops.Consent, "Only when the customer calls in: they have not agreed to be contacted with offers."));
        OfferRefusal? last = null;
        var left = new List<string>(offer.Channels.Count);
        foreach (var one in offer.Channels)
        {
            if (channel is not null && one != channel)
                continue;
            if (limits.OnChannel(one) is { } refusal)
                last = refusal;
            else
                left.Add(one);
        }
        return (left, left.Count == 0 ? last : null);
    }
}
