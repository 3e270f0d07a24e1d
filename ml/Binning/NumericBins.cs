namespace ReapFunctions.Ml.Binning;

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
    /// <remarks>The last bin has no upper bound; the largest finite float stands for it, since a column is finite or missing.</remarks>
    public float Threshold(int bin) => bin < thresholds.Length ? thresholds[bin] : float.MaxValue;

    /// <summary>The bin of a value.</summary>
    public int Of(float value) => float.IsNaN(value) ? MissingBin : table.Find(value);

    /// <summary>The bins of many values.</summary>
    public void Of(ReadOnlySpan<float> values, Span<byte> bins) => table.Find(values, bins, (byte)MissingBin);
}
