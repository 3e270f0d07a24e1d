using ReapFunctions.Value;

namespace ReapFunctions.Offers.Groups;

/// <summary>What is planned for customers of low value.</summary>
public enum LowValuePlan
{
    /// <summary>To make them worth more.</summary>
    Raise,

    /// <summary>To serve them at a lower cost.</summary>
    Cheaper,

    /// <summary>Nothing is spent on them.</summary>
    LeaveAlone,
}

/// <summary>Customers of some segments and value bands, and what is planned for them.</summary>
public sealed record PlanGroup
{
    /// <summary>In <see cref="Segments"/>: customers without a segment.</summary>
    public const string NoSegment = "(none)";

    public required string Name { get; init; }

    /// <summary>Its segments, <c>(none)</c> for customers without one; empty (default) for all.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    /// <summary>Its value bands; empty (default) for all.</summary>
    public IReadOnlyList<ValueBand> Bands { get; init; } = [];

    /// <summary>The lever that leads; null of who is left alone.</summary>
    public Lever? Lever { get; init; }

    /// <summary>What is to be reached; null of who is left alone.</summary>
    public GroupGoal? Goal { get; init; }

    /// <summary>Currency in each period of the plan; default 0.</summary>
    public decimal Budget { get; init; }

    /// <summary>The team that answers for it: its name, never a person's.</summary>
    public required string Owner { get; init; }

    /// <summary>Of customers of low value: what is planned; null (default) of all others.</summary>
    public LowValuePlan? LowValue { get; init; }

    /// <summary>
    /// By lever: business weight in percent of offers to these customers, in place of that of offers.json; levers that it does
    /// not name keep theirs.
    /// </summary>
    public IReadOnlyDictionary<Lever, double> LeverWeights { get; init; } = new Dictionary<Lever, double>();

    /// <summary>Whether a customer fits.</summary>
    public bool Fits(string? segment, ValueBand band) =>
        (Bands.Count == 0 || Bands.Contains(band)) && (Segments.Count == 0 || Segments.Contains(segment ?? NoSegment));
}
