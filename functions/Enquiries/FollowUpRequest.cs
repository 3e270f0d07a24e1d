using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Prompts;

namespace ReapFunctions.Enquiries;

/// <summary>The body of <c>POST /api/enquiries/{id}/followups</c>.</summary>
/// <param name="Answer">What came of it: interested, declined or notReached.</param>
/// <param name="Channel">How they were contacted.</param>
/// <param name="Agent">A code of who records it.</param>
/// <param name="FollowUpId">
/// To post the same follow-up again safely: the same id counts once. Made up when left out.
/// </param>
internal sealed record FollowUpRequest(
    FollowUpReply? Answer = null, string? Channel = null, string? Agent = null, string? FollowUpId = null)
{
    /// <summary>The follow-up, or the name of the parameter that cannot be used and why.</summary>
    /// <param name="user">The person who is signed in and so records it, whatever the request says; null for nobody.</param>
    public (FollowUpRecord? Record, string Parameter, string Fault) Check(
        string enquiryId, DecisionOptions config, DateTimeOffset now, string newId, string? user)
    {
        if (Answer is not { } answer)
            return Bad("answer", "Say what came of it: interested, declined or notReached.");
        if (ChannelParameter.FaultOf(Channel, config) is { } noChannel)
            return Bad("channel", noChannel);
        foreach (var (name, code) in new[] { ("agent", Agent), ("followUpId", FollowUpId) })
        {
            if (code is not null && !ShortCode.Is(code))
                return Bad(name, $"Write at most {ShortCode.Longest} letters, digits, dots, dashes and underscores.");
        }
        var record = new FollowUpRecord
        {
            EnquiryId = enquiryId,
            FollowUpId = FollowUpId ?? newId,
            At = now,
            Answer = answer,
            Channel = Channel,
            Agent = user ?? Agent,
        };
        return (record, "", "");
    }

    private static (FollowUpRecord?, string, string) Bad(string parameter, string fault) => (null, parameter, fault);
}
