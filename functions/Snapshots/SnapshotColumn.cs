using System.Globalization;
using ReapFunctions.Contracts;

namespace ReapFunctions.Snapshots;

/// <summary>
/// One column of a <see cref="Snapshot"/>: either codes into a dictionary of texts, or numbers. No string is kept per row.
/// Immutable; safe for use by several threads.
/// </summary>
public sealed class SnapshotColumn
{
    private readonly int[]? codes;
    private readonly string[]? texts;
    private readonly double[]? numbers;

    private SnapshotColumn(string name, ColumnKind kind, int[]? codes, string[]? texts, double[]? numbers)
    {
        Name = name;
        Kind = kind;
        this.codes = codes;
        this.texts = texts;
        this.numbers = numbers;
    }

    public string Name { get; }

    public ColumnKind Kind { get; }

    public int Rows => codes?.Length ?? numbers!.Length;

    /// <summary>Codes of a text column, -1 for missing; empty for others.</summary>
    public ReadOnlySpan<int> Codes => codes;

    /// <summary>Texts of a text column by code; empty for others.</summary>
    public IReadOnlyList<string> Texts => texts ?? [];

    /// <summary>Numbers of a number, flag or date column, NaN for missing; empty for text.</summary>
    public ReadOnlySpan<double> Numbers => numbers;

    public static SnapshotColumn OfText(string name, int[] codes, string[] texts) =>
        new(name, ColumnKind.Text, codes, texts, null);

    /// <param name="kind">Number, flag or date.</param>
    public static SnapshotColumn OfNumbers(string name, ColumnKind kind, double[] numbers) =>
        new(name, kind, null, null, numbers);

    /// <summary>The rows of all parts, in order; texts keep the code of their first use.</summary>
    public static SnapshotColumn Concat(IReadOnlyList<SnapshotColumn> parts)
    {
        var first = parts[0];
        if (first.Kind != ColumnKind.Text)
            return OfNumbers(first.Name, first.Kind, [.. parts.SelectMany(part => part.numbers!)]);

        var codeOf = new Dictionary<string, int>(StringComparer.Ordinal);
        var joined = new List<int>(parts.Sum(part => part.Rows));
        foreach (var part in parts)
        {
            var recoded = Array.ConvertAll(part.texts!, text => codeOf.TryGetValue(text, out var code)
                ? code
                : codeOf[text] = codeOf.Count);
            joined.AddRange(part.codes!.Select(code => code < 0 ? -1 : recoded[code]));
        }
        return OfText(first.Name, [.. joined], [.. codeOf.Keys]);
    }

    /// <summary>Some of the rows, in the order given.</summary>
    public SnapshotColumn Select(int[] rows) => codes is null
        ? OfNumbers(Name, Kind, Array.ConvertAll(rows, row => numbers![row]))
        : OfText(Name, Array.ConvertAll(rows, row => codes[row]), texts!);

    /// <summary>Some of the rows under another name, in the order given; -1 is missing.</summary>
    public SnapshotColumn Take(string name, int[] rows) => codes is null
        ? OfNumbers(name, Kind, Array.ConvertAll(rows, row => row < 0 ? double.NaN : numbers![row]))
        : OfText(name, Array.ConvertAll(rows, row => row < 0 ? -1 : codes[row]), texts!);

    /// <summary>The column with these rows missing.</summary>
    public SnapshotColumn Without(IEnumerable<int> rows)
    {
        var (left, kept) = (codes?.ToArray(), numbers?.ToArray());
        foreach (var row in rows)
        {
            if (left is not null)
                left[row] = -1;
            else
                kept![row] = double.NaN;
        }
        return new(Name, Kind, left, texts, kept);
    }

    /// <summary>The text of a text column, null when missing.</summary>
    public string? Text(int row) => codes![row] is var code and >= 0 ? texts![code] : null;

    /// <summary>The number of a number, flag or date column, NaN when missing.</summary>
    public double Number(int row) => numbers![row];

    /// <summary>The flag of a flag column, null when missing.</summary>
    public bool? Flag(int row) => numbers![row] switch { double.NaN => null, var value => value != 0 };

    /// <summary>
    /// The value in words, null when missing: text as it is, a flag as <c>true</c> or <c>false</c>, a number in its shortest
    /// invariant form, a date as <c>yyyy-MM-dd</c>. The same forms stand in clean files and in configuration.
    /// </summary>
    public string? Value(int row) =>
        IsMissing(row)
            ? null
            : Kind switch
            {
                ColumnKind.Text => Text(row),
                ColumnKind.Flag => Number(row) != 0 ? "true" : "false",
                ColumnKind.Date => DateOnly.FromDayNumber((int)Number(row)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                _ => Number(row).ToString("R", CultureInfo.InvariantCulture),
            };

    public bool IsMissing(int row) => codes is null ? double.IsNaN(numbers![row]) : codes[row] < 0;
}
