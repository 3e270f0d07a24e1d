using ReapFunctions.Outcomes;

namespace ReapFunctions.Rules;

/// <summary>Outcomes and contacts counted in a window that ends at the moment of asking.</summary>
/// <example><code>{ "history": { "per": "group", "replies": ["declined"], "withinDays": 365 }, "atMost": 1 }</code></example>
public sealed record HistoryCount
{
    /// <summary>
    /// Which count: those of the offer that the rule is about, of its group, or all of the customer's (default).
    /// </summary>
    public ContactScope Per { get; init; } = ContactScope.Customer;

    /// <summary>Only those about these offers; empty for any.</summary>
    public IReadOnlyList<string> Offers { get; init; } = [];

    /// <summary>Only those that ended so; empty for every contact.</summary>
    public IReadOnlyList<Reply> Replies { get; init; } = [];

    /// <summary>Only those on this channel; null for any.</summary>
    public string? Channel { get; init; }

    /// <summary>Length of the window, days; 1 to 1,000.</summary>
    public required int WithinDays { get; init; }

    /// <summary>How many there are.</summary>
    /// <param name="offer">The offer that the rule is about, and its group.</param>
    internal int In(IEnumerable<OutcomeRecord> outcomes, string offer, string group, DateTimeOffset now)
    {
        var from = now.AddDays(-WithinDays);
        return outcomes.Count(outcome => outcome.At > from && outcome.At <= now
            && (Per != ContactScope.Offer || outcome.Offer == offer)
            && (Per != ContactScope.Group || outcome.Group == group)
            && (Offers.Count == 0 || Offers.Contains(outcome.Offer))
            && (Replies.Count == 0 || Replies.Contains(outcome.Reply))
            && (Channel is null || outcome.Channel == Channel));
    }
}
