using ReapFunctions.Care;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Storage;

namespace ReapFunctions.Prompts;

/// <summary>The body of <c>POST /api/customers/{id}/outcomes</c>.</summary>
/// <param name="Offer">The offer that the prompt was about.</param>
/// <param name="Reply">accepted, declined, later or noAnswer.</param>
/// <param name="Until">For later: the day to ask again, yyyy-MM-dd.</param>
/// <param name="Agent">A code of who records it.</param>
/// <param name="Leaving">Why the customer leaves or has left: a reason of care.json. The word of a service may carry it.</param>
/// <param name="OutcomeId">
/// To post the same outcome again safely: the same id counts once. Made up when left out.
/// </param>
internal sealed record OutcomeRequest(
    string? Offer = null,
    string? Reply = null,
    string? Until = null,
    string? Channel = null,
    string? Agent = null,
    string? OutcomeId = null,
    string? Leaving = null)
{
    /// <summary>By name alone: the parser of enums takes numbers and lists too.</summary>
    private static readonly Dictionary<string, Reply> Replies =
        Enum.GetValues<Reply>().ToDictionary(reply => reply.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The outcome, or the name of the parameter that cannot be used and why.</summary>
    /// <param name="user">The person who is signed in and so records it, whatever the request says; null for nobody.</param>
    public (OutcomeRecord? Outcome, string Parameter, string Fault) Check(
        OfferRecord record, DecisionOptions config, DateTimeOffset now, string newId,
            string? user = null)
    {
        var offers = config.Offering.Offers;
        if (offers.FirstOrDefault(offer => offer.Name == Offer) is not { } offer)
            return Bad("offer", $"There is no offer '{Offer}'. Use the 'offer' of a prompt.");
        if (offer.Kind == OfferKind.Service && Leaving is null)
            return Bad(
                "offer", $"'{Offer}' is the word of service, to which there is no reply. Post it with why the customer leaves in "
                    + "'leaving', or nothing.");
        if (Reply is null || !Replies.TryGetValue(Reply, out var reply))
            return Bad("reply", "Write accepted, declined, later or noAnswer.");
        if (!TryUntil(reply, now, out var until))
            return Bad(
                "until", "Write the day to ask again as yyyy-MM-dd, today or within a year, and only with the reply later.");
        if (ChannelParameter.FaultOf(Channel, config) is { } noChannel)
            return Bad("channel", noChannel);
        if (Agent is not null && !ShortCode.Is(Agent))
            return Bad("agent", $"Write a code of at most {ShortCode.Longest} letters, digits, dots, dashes and underscores.");
        if (OutcomeId is not null && !ShortCode.Is(OutcomeId))
            return Bad("outcomeId", $"Write an id of at most {ShortCode.Longest} letters, digits, dots, dashes and underscores.");
        if (LeavingFault(config.Care?.Leaving) is { } noReason)
            return Bad("leaving", noReason);
        var prompted = record.Offers.FirstOrDefault(kept => kept.Name == offer.Name);
        return (
            new OutcomeRecord
            {
                CustomerId = record.CustomerId,
                OutcomeId = OutcomeId ?? newId,
                At = now,
                Offer = offer.Name,
                Group = offer.GroupName,
                Reply = reply,
                Until = until,
                Channel = Channel,
                Agent = user ?? Agent,
                Worth = prompted?.Factors.V,
                Propensity = prompted?.Propensity,
                ResponseFactors = record.ResponseFactors,
                Run = record.Run.ToString(),
                Cause = offer.Kind == OfferKind.Recovery ? record.Recovery?.Cause : null,
                Leaving = Leaving,
                Segment = Leaving is null ? null : record.Segment,
                ValueBand = Leaving is null ? null : EnumName.Of(record.ValueBand),
            },
            "",
            "");
    }

    private string? LeavingFault(LeavingOptions? known) =>
        Leaving is null || known?.Reasons.ContainsKey(Leaving) == true ? null
        : known is null ? $"This portfolio asks for no reasons for leaving. Add leaving to {CareOptions.File}, or leave it out."
        : $"There is no reason '{Leaving}'. Use one of: {string.Join(", ", known.Reasons.Keys)}.";

    private bool TryUntil(Reply reply, DateTimeOffset now, out DateOnly? until)
    {
        until = null;
        if (Until is null)
            return true;
        if (reply != ReapFunctions.Outcomes.Reply.Later || !DateOnly.TryParseExact(Until, "yyyy-MM-dd", out var day))
            return false;
        until = day;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return day >= today && day <= today.AddYears(1);
    }

    private static (OutcomeRecord?, string, string) Bad(string parameter, string fault) => (null, parameter, fault);
}
