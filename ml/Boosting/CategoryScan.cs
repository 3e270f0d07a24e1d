namespace ReapFunctions.Ml.Boosting;

/// <summary>Finds the category to set apart: one against all the others, missing among them, as trees over one-hot slots do.</summary>
/// <remarks>
/// Sets of categories (Fisher 1958) fit noise: they cost 0.001 to 0.008 nats on tables that had no part in the choice. The rows of
/// one category are in one bin, so that a whole one-hot block costs one histogram.
/// </remarks>
internal static class CategoryScan
{
    /// <param name="bins">The categories, then missing.</param>
    /// <param name="scale">Of the sums.</param>
    /// <param name="node">Sums of all bins.</param>
    /// <param name="gain">What a split saves.</param>
    public static SplitCandidate Best(ReadOnlySpan<HistogramBin> bins, GradientScale scale, NodeSums node, SplitGain gain)
    {
        var best = default(SplitCandidate);
        for (var bin = 0; bin < bins.Length; bin++)
        {
            var apart = NodeSums.Of(bins[bin], scale);
            if (!gain.Stands(apart) || !gain.Stands(node - apart))
                continue;
            var saved = gain.Of(node - apart);
            if (saved > best.Gain)
                best = new SplitCandidate(saved, -1, MissingLeft: bin < bins.Length - 1, SetOf(bin, bins.Length), node - apart);
        }
        return best;
    }

    /// <summary>The bins that go left: all but one.</summary>
    private static BinSet SetOf(int apart, int bins)
    {
        BinSet set = default;
        for (var bin = 0; bin < bins; bin++)
        {
            if (bin != apart)
                set.Add(bin);
        }
        return set;
    }
}
