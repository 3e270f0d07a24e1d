namespace ReapFunctions.Ml.Boosting;

/// <summary>Scans the bins of a numeric feature for the best threshold and the side of missing values.</summary>
internal readonly struct NumericScan
{
    private readonly BoostingOptions options;
    private readonly GradientScale scale;
    private readonly NodeSums node;
    private readonly SplitGain gain;

    public NumericScan(BoostingOptions options, GradientScale scale, NodeSums node, ValueBounds bounds, int monotone)
    {
        this.options = options;
        this.scale = scale;
        this.node = node;
        gain = new SplitGain(options, node, bounds, monotone);
    }

    public SplitCandidate Best(ReadOnlySpan<HistogramBin> bins)
    {
        var missing = bins[^1];
        var values = bins[..^1];
        var best = Scan(values, default, missingLeft: false, missing.Count > 0, default);
        if (missing.Count > 0)
            return Scan(values, missing, missingLeft: true, lastBinToo: false, best);
        // No missing row here: a later one follows the larger child.
        return best with { MissingLeft = best.Gain > 0 && best.Left.Count > node.Count - best.Left.Count };
    }

    /// <param name="values">The value bins.</param>
    /// <param name="start">What stands left before the first bin.</param>
    /// <param name="missingLeft">Whether that is the missing bin.</param>
    /// <param name="lastBinToo">Whether all values may go left, leaving the missing rows on the right.</param>
    /// <param name="best">The candidate to beat.</param>
    private SplitCandidate Scan(ReadOnlySpan<HistogramBin> values, HistogramBin start, bool missingLeft, bool lastBinToo,
        SplitCandidate best)
    {
        var left = start;
        var end = lastBinToo ? values.Length : values.Length - 1;
        var (least, leastHessian) = (options.MinLeafRows, options.MinLeafHessian);
        for (var bin = 0; bin < end; bin++)
        {
            if (values[bin].Count == 0)
                continue;
            left.Add(values[bin]);
            var sums = NodeSums.Of(left, scale);
            if (sums.Count < least || sums.Hessian < leastHessian)
                continue;
            var right = node - sums;
            if (right.Count < least || right.Hessian < leastHessian)
                break;
            if (gain.MayBeat(sums, right, best.Gain) && gain.Of(sums) is var saved && saved > best.Gain)
                best = new SplitCandidate(saved, bin, missingLeft, default, sums);
        }
        return best;
    }
}

/// <summary>Finds the category to set apart: one against all the others, missing among them, as trees over one-hot slots
/// do.</summary>
/// <remarks>
/// Sets of categories (Fisher 1958) fit noise: they cost 0.001 to 0.008 nats on tables that had no part in the choice. The rows
/// of one category are in one bin, so that a whole one-hot block costs one histogram.
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
