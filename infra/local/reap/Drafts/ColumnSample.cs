using System.Globalization;
using System.IO.Hashing;
using System.Text;
using ReapFunctions.Contracts;

namespace ReapFunctions.Local.Reap.Drafts;

/// <summary>What the clean values of one column of a file are like.</summary>
internal sealed class ColumnSample(Field field)
{
    /// <summary>More different values say no more about a column.</summary>
    private const int MaxValues = 200;

    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);
    private readonly HashSet<ulong> distinct = [];
    private readonly HashSet<ulong> plain = [];
    private Field described = field;
    private double sum;

    public string Name => described.Name;

    public ColumnKind Kind => described.Kind;

    /// <summary>Rows with a value.</summary>
    public long Values { get; private set; }

    public long Missing { get; private set; }

    /// <summary>Mean of a number; 0 for other columns.</summary>
    public double Mean => Values == 0 ? 0 : sum / Values;

    /// <summary>The last date of a date column; null for other columns.</summary>
    public DateOnly? LastDate { get; private set; }

    public int Distinct => distinct.Count;

    /// <summary>By value: its rows; empty for a column of more than 200 values.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts.Count <= MaxValues ? counts : new Dictionary<string, long>();

    public bool HasTwoValues => Counts.Count == 2;

    public bool IsUnique => Values > 0 && Missing == 0 && distinct.Count == Values;

    public void Add(string value)
    {
        if (value.Length == 0)
        {
            Missing++;
            return;
        }
        Values++;
        distinct.Add(Hash(value));
        plain.Add(Hash(PlainOf(value)));
        if (counts.Count <= MaxValues)
            counts[value] = counts.GetValueOrDefault(value) + 1;
        if (Kind == ColumnKind.Number && double.TryParse(value, CultureInfo.InvariantCulture, out var number))
            sum += number;
        if (Kind == ColumnKind.Date && DateOf(value) is { } date && (LastDate is not { } last || date > last))
            LastDate = date;
    }

    /// <summary>The share of the different values that are among those of a key.</summary>
    public double ShareIn(ColumnSample key) =>
        distinct.Count == 0 ? 0 : (double)distinct.Count(key.distinct.Contains) / distinct.Count;

    /// <summary>The share likewise when capitals, leading zeros and decimals of zero do not count.</summary>
    public double PlainShareIn(ColumnSample key) =>
        plain.Count == 0 ? 0 : (double)plain.Count(key.plain.Contains) / plain.Count;

    /// <summary>The same values under another description.</summary>
    public ColumnSample As(Field other)
    {
        var copy = (ColumnSample)MemberwiseClone();
        copy.described = other;
        return copy;
    }

    private static string PlainOf(string value)
    {
        var text = value.EndsWith(".0", StringComparison.Ordinal) ? value[..^2] : value;
        return text.TrimStart('0').ToUpperInvariant();
    }

    private static ulong Hash(string value) => XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(value));

    /// <summary>Of a clean date, or of a moment.</summary>
    private static DateOnly? DateOf(string value) =>
        DateOnly.TryParse(value.AsSpan(0, Math.Min(10, value.Length)), CultureInfo.InvariantCulture, out var date) ? date : null;
}
