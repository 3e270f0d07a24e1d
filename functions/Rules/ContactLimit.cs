using ReapFunctions.Outcomes;

namespace ReapFunctions.Rules;

/// <summary>What a contact limit counts together.</summary>
public enum ContactScope
{
    /// <summary>Every contact with the customer.</summary>
    Customer,

    /// <summary>Contacts on the same channel.</summary>
    Channel,

    /// <summary>Contacts about offers of the same group.</summary>
    Group,

    /// <summary>Contacts about the same offer.</summary>
    Offer,
}

/// <summary>
/// One limit of the contact policy over a sliding window. Without <see cref="PauseDays"/>: at most so many contacts in any
/// window, so the next one waits until the oldest leaves it. With it: once so many fell into a window, nothing for that long
/// after the last of them.
/// </summary>
public sealed record ContactLimit
{
    public required string Name { get; init; }

    public required ContactScope Per { get; init; }

    /// <summary>Length of the window, days; 1 to 36,500.</summary>
    public required int Days { get; init; }

    /// <summary>Contacts that fill it; at least 1.</summary>
    public required int Most { get; init; }

    /// <summary>Only contacts that ended so; empty for all.</summary>
    public IReadOnlyList<Reply> Replies { get; init; } = [];

    /// <summary>Days of pause, 1 to 36,500; null for a plain limit.</summary>
    public int? PauseDays { get; init; }
}
