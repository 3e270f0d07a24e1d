using System.Buffers;
using System.Runtime.InteropServices;

namespace ReapFunctions.Ml.Binning;

/// <summary>Finds the bins of a column from its training rows.</summary>
/// <remarks>
/// Few distinct values: thresholds lie half-way between neighbours. Many: a value that fills an average bin alone gets its own
/// (zeros and round amounts stay apart), the others share the rest equally (LightGBM's rule, Ke et al. 2017).
/// </remarks>
internal static class BinFitter
{
    private const int SampleRows = 200_000;

    /// <param name="column">The column to bin.</param>
    /// <param name="rows">The training rows; validation rows must not be among them.</param>
    /// <param name="maxBins">Most value bins, at most <see cref="FeatureBins.MaxBins"/>.</param>
    /// <param name="seed">Draws the sample of a long column.</param>
    public static FeatureBins Fit(Column column, ReadOnlySpan<int> rows, int maxBins, long seed) => column switch
    {
        NumericColumn numeric => FitNumeric(numeric, rows, maxBins, seed),
        CategoricalColumn categorical => FitCategorical(categorical, rows, maxBins),
        _ => throw new ArgumentException($"Column '{column.Name}' is neither numeric nor categorical.", nameof(column)),
    };

    private static NumericBins FitNumeric(NumericColumn column, ReadOnlySpan<int> rows, int maxBins, long seed)
    {
        // Rented, since every column needs as much: a table is binned in a few bytes per sampled row, not per cell.
        var take = Math.Min(rows.Length, SampleRows);
        var rented = ArrayPool<float>.Shared.Rent(take);
        var scratch = ArrayPool<uint>.Shared.Rent(take);
        var sample = rented.AsSpan(0, Sample(column, rows, seed, rented.AsSpan(0, take)));
        FloatSort.Sort(sample, scratch);
        var counts = MemoryMarshal.Cast<uint, int>(scratch.AsSpan(0, sample.Length));
        var distinct = Distinct(sample, counts);
        var bins = new NumericBins(column.Name, Thresholds(sample[..distinct], counts[..distinct], sample.Length, maxBins));
        ArrayPool<uint>.Shared.Return(scratch);
        ArrayPool<float>.Shared.Return(rented);
        return bins;
    }

    private static float[] Thresholds(ReadOnlySpan<float> values, ReadOnlySpan<int> counts, int total, int maxBins)
    {
        List<int> lastOfBin = values.Length <= maxBins ? [.. Enumerable.Range(0, values.Length)] : Group(counts, total, maxBins);
        var thresholds = new float[Math.Max(0, lastOfBin.Count - 1)];
        for (var bin = 0; bin < thresholds.Length; bin++)
            thresholds[bin] = Between(values[lastOfBin[bin]], values[lastOfBin[bin] + 1]);
        return thresholds;
    }

    /// <summary>The present values of the rows, or of a seeded sample of them as long as <paramref name="sample"/>.</summary>
    /// <returns>How many are present.</returns>
    private static int Sample(NumericColumn column, ReadOnlySpan<int> rows, long seed, Span<float> sample)
    {
        var random = new SeededRandom(seed, 7);
        var kept = 0;
        for (var i = 0; i < sample.Length; i++)
        {
            // One draw from each of as many equal stretches of the rows: without repetition and in one pass.
            var from = (int)((long)i * rows.Length / sample.Length);
            var to = (int)((long)(i + 1) * rows.Length / sample.Length);
            var value = column.Values[rows[to - from == 1 ? from : from + random.Next(to - from)]];
            if (float.IsInfinity(value))
                throw new ArgumentException(
                    $"Column '{column.Name}' holds an infinite value. Replace it by NaN (missing) or a finite number.");
            if (!float.IsNaN(value))
                sample[kept++] = value;
        }
        return kept;
    }

    /// <summary>Moves the distinct values of a sorted sample to its front and counts each.</summary>
    /// <returns>How many there are.</returns>
    private static int Distinct(Span<float> sorted, Span<int> counts)
    {
        var last = -1;
        foreach (var value in sorted)
        {
            if (last >= 0 && sorted[last] == value)
                counts[last]++;
            else
            {
                sorted[++last] = value;
                counts[last] = 1;
            }
        }
        return last + 1;
    }

    /// <summary>Index of the last distinct value of each bin.</summary>
    private static List<int> Group(ReadOnlySpan<int> counts, int total, int maxBins)
    {
        var (heavy, rest, free) = HeavyValues(counts, total, maxBins);
        var last = new List<int>(maxBins);
        var (inBin, target) = (0, (double)rest / free);
        for (var i = 0; i < counts.Length - 1 && last.Count < maxBins - 1; i++)
        {
            var alone = heavy.Contains(i);
            if (!alone)
                rest -= counts[i];
            inBin += counts[i];
            if (!alone && inBin < target && !heavy.Contains(i + 1))
                continue;
            last.Add(i);
            inBin = 0;
            if (!alone && --free > 0)
                target = (double)rest / free;
        }
        last.Add(counts.Length - 1);
        return last;
    }

    /// <summary>The values that fill an average bin alone; the mean shrinks as each of them leaves the pool.</summary>
    private static (HashSet<int> Heavy, int LightRows, int Free) HeavyValues(ReadOnlySpan<int> counts, int total, int maxBins)
    {
        var heavy = new HashSet<int>();
        var (rest, free, found) = (total, maxBins, true);
        while (found && free > 1)
        {
            found = false;
            var mean = (double)rest / free;
            for (var i = 0; i < counts.Length && free > 1; i++)
            {
                if (counts[i] < mean || !heavy.Add(i))
                    continue;
                found = true;
                rest -= counts[i];
                free--;
            }
        }
        return (heavy, rest, free);
    }

    /// <summary>The float nearest half-way with low &lt;= threshold &lt; high.</summary>
    private static float Between(float low, float high)
    {
        var middle = (float)(low + ((double)high - low) / 2);
        return middle < high ? middle : low;
    }

    private static CategoricalBins FitCategorical(CategoricalColumn column, ReadOnlySpan<int> rows, int maxBins)
    {
        var counts = new int[column.Categories.Count];
        foreach (var row in rows)
        {
            if (column.Codes[row] is var code and >= 0)
                counts[code]++;
        }
        // By falling count, then by text: the order of codes in the input must not matter.
        var kept = Enumerable.Range(0, counts.Length)
            .Where(code => counts[code] > 0)
            .OrderByDescending(code => counts[code])
            .ThenBy(code => column.Categories[code], StringComparer.Ordinal)
            .Take(maxBins)
            .Select(code => column.Categories[code]);
        return new CategoricalBins(column.Name, [.. kept]);
    }
}

/// <summary>Sorts floats without NaN by their bits, eleven at a time: three passes, whatever the order they come in.</summary>
internal static class FloatSort
{
    private const int Digits = 1 << 11;
    private const int FewValues = 2048;

    /// <param name="values">The floats to sort.</param>
    /// <param name="scratch">At least as long; its content is undefined afterwards.</param>
    public static void Sort(Span<float> values, Span<uint> scratch)
    {
        if (values.Length < FewValues)
        {
            values.Sort();
            return;
        }
        var keys = MemoryMarshal.Cast<float, uint>(values);
        foreach (ref var key in keys)
            key = (key & 0x8000_0000) != 0 ? ~key : key | 0x8000_0000;
        var other = scratch[..keys.Length];
        Pass(keys, other, 0);
        Pass(other, keys, 11);
        Pass(keys, other, 22);
        for (var i = 0; i < keys.Length; i++)
            keys[i] = (other[i] & 0x8000_0000) != 0 ? other[i] & 0x7FFF_FFFF : ~other[i];
    }

    private static void Pass(ReadOnlySpan<uint> from, Span<uint> to, int shift)
    {
        Span<int> starts = stackalloc int[Digits + 1];
        starts.Clear();
        foreach (var key in from)
            starts[(int)((key >> shift) & (Digits - 1)) + 1]++;
        for (var digit = 1; digit <= Digits; digit++)
            starts[digit] += starts[digit - 1];
        foreach (var key in from)
            to[starts[(int)((key >> shift) & (Digits - 1))]++] = key;
    }
}
