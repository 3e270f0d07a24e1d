using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Columns;

/// <summary>Adds up one column of the clean rows. Not safe for use by several threads.</summary>
/// <param name="isIdentity">The values identify rows: none of them is counted by itself.</param>
/// <param name="isOfPeople">The values are ids of people: no least, largest or middle one is shown either.</param>
internal sealed class ColumnStatistics(Field field, bool isIdentity, bool isOfPeople)
{
    /// <summary>Stands for a missing value among the bits of values: a NaN that no calculation gives.</summary>
    public const ulong MissingBits = 0x7FF8_5245_4150_0001;

    /// <summary>Values are counted one by one up to so many.</summary>
    public const int MaxValues = 32;

    private const int Steps = 20;

    private readonly DistinctCounter distinct = new();
    private readonly bool isOrdered = field.Type is FieldType.Number or FieldType.Integer or FieldType.Boolean or FieldType.Date
        or FieldType.Datetime or FieldType.Year;

    private long count;
    private long missing;
    private double sum;
    private double min = double.PositiveInfinity;
    private double max = double.NegativeInfinity;

    /// <param name="values">By row: a number's bits, a text's hash, or <see cref="MissingBits"/>.</param>
    /// <param name="rows">The rows that count.</param>
    public void Add(ReadOnlySpan<ulong> values, ReadOnlySpan<int> rows)
    {
        if (isOrdered)
            AddNumbers(values, rows);
        else
            AddTexts(values, rows);
    }

    private void AddTexts(ReadOnlySpan<ulong> values, ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            if (values[row] == MissingBits)
            {
                missing++;
                continue;
            }
            count++;
            distinct.Add(values[row]);
        }
    }

    private void AddNumbers(ReadOnlySpan<ulong> values, ReadOnlySpan<int> rows)
    {
        var (total, low, high, present) = (sum, min, max, 0);
        foreach (var row in rows)
        {
            var bits = values[row];
            if (bits == MissingBits)
                continue;
            present++;
            distinct.Add(NumberHash.Of(bits));
            var value = BitConverter.UInt64BitsToDouble(bits);
            total += value;
            low = value < low ? value : low;
            high = value > high ? value : high;
        }
        (sum, min, max) = (total, low, high);
        count += present;
        missing += rows.Length - present;
    }

    /// <summary>Different values; no more than there are values.</summary>
    public long Distinct => Math.Min(distinct.Count, count);

    /// <param name="sample">Rows for quantiles and value counts.</param>
    /// <param name="column">The column's place among the clean ones.</param>
    /// <param name="counts">How often each value stands in the sample; null when there are many.</param>
    public ColumnProfile ToProfile(RowSample sample, int column, SortedDictionary<string, long>? counts)
    {
        var isShown = isOrdered && !isOfPeople && count > 0;
        var isDate = isShown && field.Type is (FieldType.Date or FieldType.Datetime);
        var isNumber = isShown && !isDate;
        return new()
        {
            Name = field.Name,
            Type = field.Type,
            Rows = count + missing,
            Missing = missing,
            Distinct = Distinct,
            Min = isNumber ? min : null,
            Max = isNumber ? max : null,
            Mean = isNumber ? sum / count : null,
            First = isDate ? DateOnly.FromDayNumber((int)min) : null,
            Last = isDate ? DateOnly.FromDayNumber((int)max) : null,
            Quantiles = isShown ? Quantiles(sample.Numbers(column)) : null,
            Values = isIdentity || isOfPeople ? null : counts,
            SampledRows = sample.Rows,
        };
    }

    /// <summary>Quantiles of type 7 (Hyndman and Fan 1996), the usual one: linear between the order statistics.</summary>
    private double[]? Quantiles(double[] sorted)
    {
        if (sorted.Length == 0)
            return null;
        var quantiles = new double[Steps + 1];
        for (var step = 0; step <= Steps; step++)
        {
            var place = (sorted.Length - 1) * (double)step / Steps;
            var below = (int)place;
            var above = Math.Min(below + 1, sorted.Length - 1);
            quantiles[step] = sorted[below] + (place - below) * (sorted[above] - sorted[below]);
        }
        // The sample may have missed the ends; they are known.
        (quantiles[0], quantiles[Steps]) = (min, max);
        return quantiles;
    }
}
