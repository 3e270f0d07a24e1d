using System.Text.Json.Serialization;

namespace ReapFunctions.Contracts;

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
    /// (late - early) / (|late| + |early|) of the row counts, or of a number's sums, in the two halves of the window: -1 to 1,
    /// missing when both are 0.
    /// </summary>
    Trend,
}

/// <summary>One column that a detail source adds to its customers.</summary>
public sealed record Aggregate
{
    public required AggregateKind Kind { get; init; }

    /// <summary>The column that is aggregated; null where rows are counted.</summary>
    public string? Field { get; init; }

    /// <summary>
    /// A number that <see cref="Field"/> is multiplied by, row by row, such as a quantity by its unit price; null for none.
    /// </summary>
    public string? Times { get; init; }

    /// <summary>
    /// Rows of the last so many days count, the drop's own included; null (default) all that are kept, at most
    /// <see cref="DetailRole.KeptDays"/>.
    /// </summary>
    public int? Days { get; init; }

    /// <summary>Rows that count; null all. For a share: the rows in the numerator.</summary>
    public RowsWhere? Where { get; init; }
}

/// <summary>
/// Which rows of a detail source count: by the values of a column, or by its range. A missing cell never counts.
/// </summary>
public sealed record RowsWhere
{
    public required string Field { get; init; }

    /// <summary>The values that count. Flags compare as <c>true</c> and <c>false</c>.</summary>
    public IReadOnlyList<string>? Is { get; init; }

    /// <summary>The least number that counts.</summary>
    public double? AtLeast { get; init; }

    /// <summary>The largest number that counts.</summary>
    public double? AtMost { get; init; }
}

/// <summary>How the rows of a detail source, such as invoices, become columns of its customers.</summary>
public sealed record DetailRole
{
    /// <summary>
    /// Days for which clean rows of details are kept at least; the storage account deletes them some time later.
    /// </summary>
    public const int KeptDays = 400;

    /// <summary>The date of a row, from which windows count; required in every row.</summary>
    public required string Date { get; init; }

    /// <summary>
    /// True where the customers are those whom these rows name, for a portfolio without a source of customers. The contract's
    /// other roles then speak of them, and may name the columns added here. Default false.
    /// </summary>
    public bool DerivesCustomers { get; init; }

    /// <summary>By name of the new column.</summary>
    public required IReadOnlyDictionary<string, Aggregate> Columns { get; init; }

    /// <summary>Days of the longest window: nights before it do not take part.</summary>
    [JsonIgnore]
    public int LongestWindow => Columns.Values.Max(column => column.Days ?? KeptDays);

    /// <summary>Whether a column is made from the field, or rows are chosen by it.</summary>
    internal bool Reads(string field) => field == Date
        || Columns.Values.Any(column => column.Field == field || column.Times == field || column.Where?.Field == field);
}
