using ReapFunctions.Care;
using ReapFunctions.Http;
using ReapFunctions.Offers;

namespace ReapFunctions.Prompts;

/// <summary>The body of <c>POST /api/customers/{id}/feedback</c>.</summary>
/// <param name="Cause">A cause of care.json.</param>
/// <param name="Product">A product of the portfolio; left out for none in particular.</param>
/// <param name="Channel">How it was voiced.</param>
/// <param name="Agent">A code of who records it.</param>
/// <param name="FeedbackId">
/// To post the same feedback again safely: the same id counts once. Made up when left out.
/// </param>
internal sealed record FeedbackRequest(
    string? Cause = null, string? Product = null, string? Channel = null, string? Agent = null, string? FeedbackId = null)
{
    /// <summary>The feedback, or the name of the parameter that cannot be used and why.</summary>
    /// <param name="user">The person who is signed in and so records it, whatever the request says; null for nobody.</param>
    public (FeedbackRecord? Feedback, string Parameter, string Fault) Check(
        string customerId, CareOptions care, DecisionOptions config, DateTimeOffset now, string newId, string? user)
    {
        if (Cause is null || !care.Causes.ContainsKey(Cause))
            return Bad("cause", $"There is no cause '{Cause}'. Use one of: {string.Join(", ", care.Causes.Keys)}.");
        if (Product is not null && !config.Roles.Holdings.ContainsKey(Product))
            return Bad(
                "product", $"There is no product '{Product}'. Use one of: {string.Join(", ", config.Roles.Holdings.Keys)}.");
        if (ChannelParameter.FaultOf(Channel, config) is { } noChannel)
            return Bad("channel", noChannel);
        if (Agent is not null && !ShortCode.Is(Agent))
            return Bad("agent", $"Write a code of at most {ShortCode.Longest} letters, digits, dots, dashes and underscores.");
        if (FeedbackId is not null && !ShortCode.Is(FeedbackId))
            return Bad(
                "feedbackId", $"Write an id of at most {ShortCode.Longest} letters, digits, dots, dashes and underscores.");
        var feedback = new FeedbackRecord
        {
            CustomerId = customerId,
            FeedbackId = FeedbackId ?? newId,
            At = now,
            Cause = Cause,
            Product = Product,
            Channel = Channel,
            Agent = user ?? Agent,
        };
        return (feedback, "", "");
    }

    private static (FeedbackRecord?, string, string) Bad(string parameter, string fault) => (null, parameter, fault);
}
