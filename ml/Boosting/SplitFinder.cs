using ReapFunctions.Ml.Binning;

namespace ReapFunctions.Ml.Boosting;

/// <summary>Finds the test that saves most loss at a node.</summary>
/// <remarks>
/// Numeric features are scanned from the lowest bin up, missing rows first on the right and then on the left. A later candidate
/// must be strictly better, so ties go to the lowest feature, then missing right, then the lowest bin.
/// </remarks>
internal sealed class SplitFinder
{
    /// <summary>Gains up to this are rounding, not signal.</summary>
    private const double LeastGain = 1e-7;

    /// <summary>Nodes are scanned by several threads when the histogram has at least this many bins.</summary>
    private const int ParallelBins = 1500;

    private readonly FeatureBins[] features;
    private readonly int[] offsets;
    private readonly int[] monotone;
    private readonly BoostingOptions options;
    private readonly GradientScale scale;
    private readonly int totalBins;
    private readonly ParallelOptions parallel;
    private readonly SplitCandidate[] best;

    public SplitFinder(FeatureBins[] features, int[] offsets, BoostingOptions options, GradientScale scale)
    {
        this.features = features;
        this.offsets = offsets;
        this.options = options;
        this.scale = scale;
        parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ThreadCount };
        totalBins = features.Sum(feature => feature.Bins + 1);
        best = new SplitCandidate[features.Length];
        monotone = [.. features.Select(feature => feature is NumericBins ? options.Monotone.GetValueOrDefault(feature.Name) : 0)];
    }

    /// <summary>The best split, or null when none is allowed or worth it.</summary>
    public Split? Find(HistogramBin[] histogram, NodeSums node, ValueBounds bounds, bool[] used)
    {
        if (parallel.MaxDegreeOfParallelism == 1 || totalBins < ParallelBins)
        {
            for (var feature = 0; feature < features.Length; feature++)
                FindIn(feature, histogram, node, bounds, used);
        }
        else
            Parallel.For(0, features.Length, parallel, feature => FindIn(feature, histogram, node, bounds, used));
        var winner = -1;
        for (var feature = 0; feature < features.Length; feature++)
        {
            if (used[feature] && best[feature].Gain > (winner < 0 ? LeastGain : best[winner].Gain))
                winner = feature;
        }
        return winner < 0 ? null : Build(winner, best[winner], node, bounds);
    }

    /// <summary>The value of a leaf with these sums: -G/(H + L2), within the bounds.</summary>
    public static double Value(NodeSums sums, double l2, ValueBounds bounds) =>
        bounds.Clip(-sums.Gradient / (sums.Hessian + l2 + 1e-15));

    private void FindIn(int feature, HistogramBin[] histogram, NodeSums node, ValueBounds bounds, bool[] used)
    {
        if (!used[feature])
            return;
        var bins = histogram.AsSpan(offsets[feature], features[feature].Bins + 1);
        best[feature] = features[feature] is NumericBins
            ? new NumericScan(options, scale, node, bounds, monotone[feature]).Best(bins)
            : new CategoryScan(options, scale, node, bounds).Best(bins);
    }

    private Split Build(int feature, SplitCandidate candidate, NodeSums node, ValueBounds bounds)
    {
        var categorical = features[feature] is CategoricalBins;
        var l2 = options.L2 + (categorical ? options.CategoryL2 : 0);
        var left = candidate.Left;
        var right = node - left;
        return new Split
        {
            Gain = candidate.Gain,
            Feature = feature,
            Bin = categorical ? -1 : candidate.Bin,
            Left = categorical ? candidate.Set! : BinsUpTo(candidate.Bin, features[feature].MissingBin, candidate.MissingLeft),
            LeftSums = left,
            RightSums = right,
            LeftValue = Value(left, l2, bounds),
            RightValue = Value(right, l2, bounds),
        };
    }

    private static ulong[] BinsUpTo(int bin, int missingBin, bool missingLeft)
    {
        var set = new ulong[4];
        for (var i = 0; i <= bin; i++)
            set[i >> 6] |= 1UL << (i & 63);
        if (missingLeft)
            set[missingBin >> 6] |= 1UL << (missingBin & 63);
        return set;
    }
}
