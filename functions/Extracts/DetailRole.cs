namespace ReapFunctions.Extracts;

/// <summary>What becomes of several detail rows of one customer.</summary>
public enum AggregateKind
{
    /// <summary>The number of rows; 0 without any.</summary>
    Count,

    /// <summary>The sum of a number; 0 without any.</summary>
    Sum,

    /// <summary>The mean of a number; missing without any.</summary>
    Mean,

    /// <summary>The least number or earliest date.</summary>
    Min,

    /// <summary>The largest number or latest date.</summary>
    Max,

    /// <summary>The value of the row with the latest date, of several the last delivered.</summary>
    Last,

    /// <summary>The number of different values; 0 without any.</summary>
    Distinct,

    /// <summary>Days from the latest row to the drop's date; missing without any.</summary>
    DaysSince,

    /// <summary>The share of rows, or of a number's sum, for which the condition holds; missing without any.</summary>
    Share,

    /// <summary>
    /// (late - early) / (|late| + |early|) of the row counts, or of a number's sums, in the two halves of the window: -1 to 1, missing when both
    /// are 0.
    /// </summary>
    Trend,
}

/// <summary>One column that a detail source adds to its customers.</summary>
public sealed record Aggregate
{
    public required AggregateKind Kind { get; init; }

    /// <summary>The column that is aggregated; null where rows are counted.</summary>
    public string? Field { get; init; }

    /// <summary>Rows of the last so many days count, the drop's own included; null (default) all rows.</summary>
    public int? Days { get; init; }

    /// <summary>Rows that count; null all. For a share: the rows in the numerator.</summary>
    public FieldIs? Where { get; init; }
}

/// <summary>How the rows of a detail source, such as invoices, become columns of its customers.</summary>
public sealed record DetailRole
{
    /// <summary>The date of a row, from which windows count.</summary>
    public required string Date { get; init; }

    /// <summary>By name of the new column.</summary>
    public required IReadOnlyDictionary<string, Aggregate> Columns { get; init; }
}
