using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Prompts;
using ReapFunctions.Value;

namespace ReapFunctions.Lists.Accounts;

/// <summary>What is to be done for a customer.</summary>
public enum DueKind
{
    /// <summary>To ask whether what went wrong is right.</summary>
    Recovery,

    /// <summary>The customer asked to be asked again.</summary>
    Later,

    /// <summary>Not heard of for longer than is usual for them.</summary>
    Asleep,
}

/// <summary>One thing that is to be done.</summary>
/// <param name="About">The rule of recovery, or the offer to ask about again; null for none.</param>
/// <param name="On">The day; in the past it is due.</param>
public sealed record Due(DueKind What, string? About, DateOnly On);

/// <summary>A customer of a team, with what is due.</summary>
/// <param name="Value">Value of 12 months.</param>
/// <param name="ValueAtRisk">0 in a portfolio without a target of kind churn, and without a model.</param>
/// <param name="RiskBand">Null in a portfolio without a target of kind churn.</param>
/// <param name="Control">Of the control group: sees no offer.</param>
/// <param name="Due">What is to be done, the oldest first; none for nothing.</param>
public sealed record Account(
    string CustomerId, ValueBand ValueBand, string? Segment, double Value, double ValueAtRisk, string? RiskBand, bool Control,
    IReadOnlyList<Due> Due)
{
    /// <param name="outcomes">What the customer said, in any order.</param>
    internal static Account Of(
        AccountEntry entry, IReadOnlyList<OutcomeRecord> outcomes, PromptOptions options, DateTimeOffset now)
    {
        var due = new List<Due>();
        if (entry.FollowUpOn is { } followUp)
            due.Add(new Due(DueKind.Recovery, entry.Recovery, followUp));
        if (entry.AsleepSince is { } asleep)
            due.Add(new Due(DueKind.Asleep, null, asleep));
        foreach (var later in ReplyEffect.Waiting(outcomes, now))
            due.Add(new Due(DueKind.Later, later.Offer, ReplyEffect.AskAgainOn(later, options)));
        return new Account(
            entry.CustomerId, entry.ValueBand, entry.Segment, entry.Value, entry.ValueAtRisk, entry.RiskBand, entry.Control,
            [.. due.OrderBy(item => item.On).ThenBy(item => item.What)]);
    }
}
