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

/// <summary>
/// What the rows of a detail source, such as complaints, say of dissatisfaction: every row is a case. A row of the same primary
/// key that comes later, such as when the case is solved, takes the place of the one before.
/// </summary>
public sealed record CaseRole
{
    /// <summary>The column of what it was about, by the names of care.json; any other name counts as unknown.</summary>
    public required string Cause { get; init; }

    /// <summary>The column of the product, by the names of <see cref="Roles.Holdings"/>; null when the source has none.</summary>
    public string? Product { get; init; }

    /// <summary>The column of where it arose; null when the source has none.</summary>
    public string? Region { get; init; }

    /// <summary>The column of how it was voiced; null when the source has none.</summary>
    public string? Channel { get; init; }

    /// <summary>The column of how bad it is, a number that rises with it; null when the source has none.</summary>
    public string? Severity { get; init; }

    /// <summary>
    /// The column of the day on which it was solved, missing while it is open; null where no row says so, and then no case is
    /// open.
    /// </summary>
    public string? SolvedOn { get; init; }

    /// <summary>The rows that are cases; null (default) for all.</summary>
    public RowsWhere? Where { get; init; }

    /// <summary>
    /// Days for which a case counts, the drop's own included; 1 to <see cref="DetailRole.KeptDays"/>, default 90.
    /// </summary>
    public int Days { get; init; } = 90;

    /// <summary>The columns that it names, each with its path.</summary>
    internal IEnumerable<(string Path, string Field)> Fields =>
        new[]
        {
            ("cause", Cause), ("product", Product), ("region", Region), ("channel", Channel), ("severity", Severity),
            ("solvedOn", SolvedOn), ("where.field", Where?.Field),
        }.Where(named => named.Item2 is not null).Select(named => (named.Item1, named.Item2!));
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

    /// <summary>What its rows say of dissatisfaction; null (default) for nothing.</summary>
    public CaseRole? Cases { get; init; }

    /// <summary>Days of the longest window: nights before it do not take part.</summary>
    [JsonIgnore]
    public int LongestWindow => Columns.Values.Select(column => column.Days ?? KeptDays).Append(Cases?.Days ?? 1).Max();

    /// <summary>Whether a column is made from the field, or rows are chosen by it.</summary>
    internal bool Reads(string field) => field == Date
        || Cases?.Fields.Any(named => named.Field == field) == true
        || Columns.Values.Any(column => column.Field == field || column.Times == field || column.Where?.Field == field);
}
