using ReapFunctions.Rules;

namespace ReapFunctions.Offers.Effects;

/// <summary>
/// Customers whom a contact may move in a way of their own, such as those who have not been heard of for long. The first group
/// whose condition holds is theirs.
/// </summary>
public sealed record ContactGroup
{
    /// <summary>Those of no group.</summary>
    internal const string Others = "others";

    /// <summary>The most groups: each needs customers of its own to be learned from.</summary>
    internal const int Most = 12;

    public required string Name { get; init; }

    public required Condition When { get; init; }
}
