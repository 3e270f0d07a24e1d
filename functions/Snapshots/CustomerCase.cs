namespace ReapFunctions.Snapshots;

/// <summary>Dissatisfaction of one customer on one day: a complaint, or what was voiced without one.</summary>
/// <param name="Id">Identifies the case; empty for one that no key tells from others.</param>
/// <param name="Cause">By the names of care.json; any other counts as unknown.</param>
public sealed record CustomerCase(string CustomerId, string Id, DateOnly On, string Cause)
{
    public string? Product { get; init; }

    /// <summary>When it was voiced last on its day, UTC; null for a complaint of which only the day is known.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Where it arose.</summary>
    public string? Region { get; init; }

    public string? Channel { get; init; }

    /// <summary>Rises with how bad it is; null when not known.</summary>
    public double? Severity { get; init; }

    /// <summary>
    /// Null while it is open, and for what was voiced without a complaint, until the customer says that it is put right.
    /// </summary>
    public DateOnly? SolvedOn { get; init; }

    /// <summary>Voiced without a complaint, or of a source that does not say what became of it: nothing to solve.</summary>
    public bool Voiced { get; init; }

    /// <summary>Solved by the customer's own word alone: its source does not say so.</summary>
    public bool SaidRight { get; init; }

    public bool IsOpen => SolvedOn is null && !Voiced;

    /// <summary>What two remarks have in common that are one case.</summary>
    internal (string CustomerId, DateOnly On, string Cause) OnceKey => (CustomerId, On, Cause);

    /// <summary>The case as it would stand had the customer not said that it is put right.</summary>
    internal CustomerCase NotPutRight() => SaidRight ? this with { SolvedOn = null, SaidRight = false } : this;

    /// <summary>
    /// The first of a customer's cases of one cause on one day, those that name a product before others, as of when it was voiced
    /// last.
    /// </summary>
    internal static IReadOnlyList<CustomerCase> OnceADay(IEnumerable<CustomerCase> cases) =>
        Sorted(Sorted(cases).OrderBy(found => found.Product is null).GroupBy(found => found.OnceKey)
            .Select(same => same.First() with { At = same.Max(found => found.At) }));

    /// <summary>By customer, then day and id: the same order whatever order they came in.</summary>
    internal static IReadOnlyList<CustomerCase> Sorted(IEnumerable<CustomerCase> cases) =>
        [.. cases.OrderBy(found => found.CustomerId, StringComparer.Ordinal).ThenBy(found => found.On)
            .ThenBy(found => found.Id, StringComparer.Ordinal).ThenBy(found => found.Cause, StringComparer.Ordinal)];
}
