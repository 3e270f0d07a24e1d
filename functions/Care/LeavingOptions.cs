namespace ReapFunctions.Care;

/// <summary>Why customers leave, as they tell it with an outcome.</summary>
public sealed record LeavingOptions
{
    /// <summary>What customers count as who have left without a word about why.</summary>
    public const string NotTold = "notTold";

    /// <summary>By name, as outcomes name it: what people read.</summary>
    public required IReadOnlyDictionary<string, string> Reasons { get; init; }

    /// <summary>Days for which what was told counts, 1 to 730; default 365.</summary>
    public int Days { get; init; } = 365;

    /// <summary>
    /// The target of kind churn whose reasons close with what those alike said who left; null (default) for none.
    /// </summary>
    public string? Explains { get; init; }

    /// <summary>The least who told, of those alike, for that to be said; 5 or more, default 20.</summary>
    public int Least { get; init; } = 20;

    /// <summary>What people read of a reason.</summary>
    internal string TitleOf(string reason) =>
        Reasons.GetValueOrDefault(reason) ?? (reason == NotTold ? "Did not say why" : reason);
}
