namespace ReapFunctions.Ml.Binning;

/// <summary>How the values of one column map to bins 0..Bins-1, and missing values to bin <see cref="MissingBin"/>.</summary>
internal abstract class FeatureBins(string name, int bins)
{
    /// <summary>Most value bins of a feature: with the missing bin, all codes fit a byte.</summary>
    public const int MaxBins = 254;

    public string Name { get; } = name;

    /// <summary>Number of value bins, at most <see cref="MaxBins"/>.</summary>
    public int Bins { get; } = bins;

    public int MissingBin => Bins;
}

/// <summary>
/// Bins of a numeric column. With thresholds t[0] &lt; t[1] &lt; …, value x is in bin i when t[i-1] &lt; x &lt;= t[i]; above the
/// last threshold it is in the last bin. So <c>x &lt;= t[b]</c> exactly when <c>bin(x) &lt;= b</c>, in float32, for every x.
/// <code>
///        t0      t1      t2
///   bin 0 | bin 1 | bin 2 | bin 3      missing = bin 4
/// </code>
/// </summary>
internal sealed class NumericBins(string name, float[] thresholds) : FeatureBins(name, thresholds.Length + 1)
{
    private readonly ThresholdTable table = new(thresholds);

    public ReadOnlySpan<float> Thresholds => thresholds;

    /// <summary>The largest raw value that goes left when bins up to <paramref name="bin"/> do.</summary>
    /// <remarks>The last bin has no upper bound; the largest finite float stands for it, since a column is finite or
    /// missing.</remarks>
    public float Threshold(int bin) => bin < thresholds.Length ? thresholds[bin] : float.MaxValue;

    /// <summary>The bin of a value.</summary>
    public int Of(float value) => float.IsNaN(value) ? MissingBin : table.Find(value);

    /// <summary>The bins of many values.</summary>
    public void Of(ReadOnlySpan<float> values, Span<byte> bins) => table.Find(values, bins, (byte)MissingBin);
}

/// <summary>
/// Bins of a categorical column: one per category, the most frequent first. Categories beyond the bins' number, unseen and
/// missing ones share the missing bin.
/// </summary>
internal sealed class CategoricalBins(string name, string[] categories) : FeatureBins(name, categories.Length)
{
    /// <summary>The category of each bin.</summary>
    public ReadOnlySpan<string> Categories => categories;

    /// <summary>For each code of the column, its bin.</summary>
    public byte[] BinOfCode(CategoricalColumn column)
    {
        var binOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var bin = 0; bin < categories.Length; bin++)
            binOf.Add(categories[bin], bin);
        var bins = new byte[column.Categories.Count];
        for (var code = 0; code < bins.Length; code++)
            bins[code] = (byte)(binOf.TryGetValue(column.Categories[code], out var bin) ? bin : MissingBin);
        return bins;
    }
}
