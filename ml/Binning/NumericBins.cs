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
    public ReadOnlySpan<float> Thresholds => thresholds;

    /// <summary>The largest raw value that goes left when bins up to <paramref name="bin"/> do.</summary>
    /// <remarks>The last bin has no upper bound; the largest finite float stands for it, since a column is finite or missing.</remarks>
    public float Threshold(int bin) => bin < thresholds.Length ? thresholds[bin] : float.MaxValue;

    /// <summary>The bin of a value: binary search with a fixed number of steps and no branch on data.</summary>
    public int Of(float value)
    {
        if (float.IsNaN(value))
            return MissingBin;
        int low = 0, count = thresholds.Length;
        while (count > 0)
        {
            var half = (count + 1) >> 1;
            low += thresholds[low + half - 1] < value ? half : 0;
            count -= half;
        }
        return low;
    }
}
