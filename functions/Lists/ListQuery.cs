namespace ReapFunctions.Lists;

/// <summary>What a marketer asks of a list.</summary>
public sealed record ListQuery
{
    /// <summary>Rows of a page when the request does not say.</summary>
    public const int DefaultPage = 10_000;

    /// <summary>The most rows of a page: what one answer holds in memory.</summary>
    public const int LargestPage = 100_000;

    /// <summary>The least propensity; default 0.</summary>
    public double Min { get; init; }

    /// <summary>The most rows over all pages; default all.</summary>
    public long Top { get; init; } = long.MaxValue;

    public string? Segment { get; init; }

    /// <summary>Only who satisfies this; null for everybody.</summary>
    internal EntryCondition? Where { get; init; }

    /// <summary>Also what those come to who are asked for, over all pages and up to <see cref="Top"/>.</summary>
    public bool Summary { get; init; }

    /// <summary>Only who has consented to this channel; null: to any.</summary>
    public string? Channel { get; init; }

    public bool IncludeControl { get; init; }

    public bool IncludeWithoutConsent { get; init; }

    /// <summary>Also whom the contact policy or an earlier reply keeps from being contacted now.</summary>
    public bool IncludeRefused { get; init; }

    /// <summary>The most rows of one answer. By expected value there is no other page: it shows the first of the whole.</summary>
    public int PageSize { get; init; } = DefaultPage;

    /// <summary>
    /// By expected value instead of propensity: one page of the <see cref="Top"/> whom contacting pays, at most
    /// <see cref="LargestPage"/>.
    /// </summary>
    public bool ByValue { get; init; }

    /// <summary>Whether the entry is among those that are asked for.</summary>
    internal bool AsksFor(ListEntry entry) =>
        (Segment is null || entry.Segment == Segment) && Where?.Holds(entry) != false;

    /// <summary>The first rule that leaves the entry out; null for none.</summary>
    internal string? RuleAgainst(ListEntry entry) =>
        !HasConsent(entry) ? "consent" : entry.Control && !IncludeControl ? "control" : null;

    /// <summary>Whether the customer may be contacted on the channel asked for, or nobody asks.</summary>
    internal bool HasConsent(ListEntry entry) =>
        IncludeWithoutConsent || (Channel is null ? entry.Consents.Count > 0 : entry.Consents.Contains(Channel));
}
