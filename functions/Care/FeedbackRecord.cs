using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Care;

/// <summary>Dissatisfaction that a customer voiced without a complaint, as an agent recorded it. Free of personal text.</summary>
public sealed record FeedbackRecord : ICustomerRecord
{
    public required string CustomerId { get; init; }

    /// <summary>Identifies the feedback of the customer; posted again under it, it is the same feedback.</summary>
    public required string FeedbackId { get; init; }

    /// <summary>When it was recorded, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>A cause of care.json.</summary>
    public required string Cause { get; init; }

    /// <summary>A product of the portfolio; null for none in particular.</summary>
    public string? Product { get; init; }

    public string? Channel { get; init; }

    /// <summary>Who recorded it: an agent's code, never a customer's data.</summary>
    public string? Agent { get; init; }

    /// <summary>Whether another says the same, whenever it was said.</summary>
    public bool IsSameAs(FeedbackRecord other) =>
        (CustomerId, FeedbackId, Cause, Product, Channel) ==
        (other.CustomerId, other.FeedbackId, other.Cause, other.Product, other.Channel);

    /// <summary>What nights make of it.</summary>
    internal CustomerCase ToCase() =>
        new(CustomerId, $"voiced:{FeedbackId}", DateOnly.FromDateTime(At.UtcDateTime), Cause)
        {
            Product = Product,
            Channel = Channel,
            Voiced = true,
            At = At,
        };
}
