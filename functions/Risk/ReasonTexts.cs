namespace ReapFunctions.Risk;

/// <summary>
/// What to say when a feature pushes a target's propensity. Texts may name fields in braces, such as <c>{tenureMonths}</c>, and
/// <c>{value}</c> for the feature's own value.
/// </summary>
public sealed record FeatureReason
{
    /// <summary>Said when the feature makes the event more likely.</summary>
    public required string Up { get; init; }

    /// <summary>Said when it makes the event less likely.</summary>
    public required string Down { get; init; }

    /// <summary>Said, either way, when the value is missing; null: nothing is said then.</summary>
    public string? Missing { get; init; }

    /// <summary>By value, for a text or flag: what to say instead.</summary>
    public IReadOnlyDictionary<string, ValueReason> Values { get; init; } = new Dictionary<string, ValueReason>();
}

/// <summary>What to say for one value of a text or flag; what is null falls back to the feature's own texts.</summary>
public sealed record ValueReason(string? Up = null, string? Down = null);

/// <summary>Reasons in words: <c>reasons.json</c>.</summary>
public sealed record ReasonTexts
{
    public const string File = "reasons.json";

    /// <summary>The name by which it is said why somebody who asked is like the best customers: no target is called
    /// so.</summary>
    internal const string Likeness = "likeness";

    /// <summary>Said for a feature that has no text. May name <c>{feature}</c> and <c>{value}</c>.</summary>
    public required FeatureReason Otherwise { get; init; }

    /// <summary>By target, then by feature; <c>*</c> as target serves every target that is not named.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, FeatureReason>> Targets { get; init; }
}
