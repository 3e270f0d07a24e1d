using ReapFunctions.Rules;

namespace ReapFunctions.Offers;

/// <summary>The layers of the engagement policy, in the order they are asked.</summary>
public enum Layer
{
    /// <summary>May we.</summary>
    Eligibility,

    /// <summary>Is it relevant now.</summary>
    Applicability,

    /// <summary>Is it good for this customer, and for us.</summary>
    Suitability,
}

/// <summary>One rule of engagement: an offer stays only while <see cref="Must"/> holds.</summary>
public sealed record PolicyRule
{
    /// <summary>The rule's name in records and explanations.</summary>
    public required string Name { get; init; }

    /// <summary>What must hold.</summary>
    public required Condition Must { get; init; }

    /// <summary>Why the offer was removed, for an agent: one sentence, may name facts in braces.</summary>
    public required string Because { get; init; }

    /// <summary>Rules of the whole policy: only for these offers; empty for all. Never for recovery and service.</summary>
    public IReadOnlyList<string> Offers { get; init; } = [];

    /// <summary>Rules of the whole policy: only for these kinds; empty for all.</summary>
    public IReadOnlyList<OfferKind> Kinds { get; init; } = [];
}

/// <summary>The rules that hold for the whole catalogue, by layer.</summary>
public sealed record EngagementPolicy
{
    public IReadOnlyList<PolicyRule> Eligibility { get; init; } = [];

    public IReadOnlyList<PolicyRule> Applicability { get; init; } = [];

    public IReadOnlyList<PolicyRule> Suitability { get; init; } = [];

    internal IReadOnlyList<PolicyRule> Of(Layer layer) => layer switch
    {
        Layer.Eligibility => Eligibility,
        Layer.Applicability => Applicability,
        _ => Suitability,
    };
}
