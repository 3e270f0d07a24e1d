using ReapFunctions.Storage;

namespace ReapFunctions.Outcomes;

/// <summary>What a customer said to a prompt.</summary>
public enum Reply
{
    Accepted,
    Declined,

    /// <summary>Not now: ask again on a date.</summary>
    Later,

    /// <summary>Contacted without an answer: counts as a contact, settles nothing.</summary>
    NoAnswer,
}

/// <summary>What became of a prompt.</summary>
public sealed record OutcomeRecord : ICustomerRecord
{
    public required string CustomerId { get; init; }

    /// <summary>Identifies the outcome of the customer; posted again under it, it is the same outcome.</summary>
    public required string OutcomeId { get; init; }

    /// <summary>When it was said, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>An offer of the catalogue.</summary>
    public required string Offer { get; init; }

    /// <summary>The offers that the reply settles with it.</summary>
    public required string Group { get; init; }

    public required Reply Reply { get; init; }

    /// <summary>For later: the day to ask again.</summary>
    public DateOnly? Until { get; init; }

    public string? Channel { get; init; }

    /// <summary>Who recorded it: an agent's code, never a customer's data.</summary>
    public string? Agent { get; init; }

    /// <summary>
    /// What a yes to the offer was worth to this customer's account when it was said: V; null when it was not among the offers
    /// kept.
    /// </summary>
    public double? Worth { get; init; }

    /// <summary>
    /// The propensity that the prompt stood on; null when no model predicts the offer, or it was not among those kept.
    /// </summary>
    public double? Propensity { get; init; }

    /// <summary>The factors of <c>responseFactors</c> that held of the customer then; null in older outcomes.</summary>
    public IReadOnlyList<string>? ResponseFactors { get; init; }

    /// <summary>The run whose prompt it answers.</summary>
    public string? Run { get; init; }

    /// <summary>With a yes to being put right: the cause that it was about, by that run; null for none in particular.</summary>
    public string? Cause { get; init; }

    /// <summary>Why the customer leaves or has left, if they said so: a reason of care.json.</summary>
    public string? Leaving { get; init; }

    /// <summary>With a reason for leaving: the customer's segment when it was said.</summary>
    public string? Segment { get; init; }

    /// <summary>The same: the value band.</summary>
    public string? ValueBand { get; init; }

    /// <summary>Whether another says the same, whenever it was said.</summary>
    public bool IsSameAs(OutcomeRecord other) =>
        (CustomerId, OutcomeId, Offer, Reply, Until, Channel, Leaving) ==
        (other.CustomerId, other.OutcomeId, other.Offer, other.Reply, other.Until, other.Channel, other.Leaving);
}
