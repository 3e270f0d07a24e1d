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
    private readonly SplitCandidate[] best;
    private readonly Action<int> findIn;
    private HistogramBin[] histogram = [];
    private NodeSums node;
    private ValueBounds bounds;
    private bool[] used = [];

    public SplitFinder(FeatureBins[] features, int[] offsets, BoostingOptions options, GradientScale scale)
    {
        this.features = features;
        this.offsets = offsets;
        this.options = options;
        this.scale = scale;
        totalBins = features.Sum(feature => feature.Bins + 1);
        best = new SplitCandidate[features.Length];
        findIn = FindIn;
        monotone = [.. features.Select(feature => feature is NumericBins ? options.Monotone.GetValueOrDefault(feature.Name) : 0)];
    }

    /// <summary>The best split, or null when none is allowed or worth it.</summary>
    public Split? Find(HistogramBin[] histogram, NodeSums node, ValueBounds bounds, bool[] used)
    {
        (this.histogram, this.node, this.bounds, this.used) = (histogram, node, bounds, used);
        SharedLoop.For(features.Length, totalBins < ParallelBins ? 1 : options.ThreadCount, findIn);
        var winner = -1;
        for (var feature = 0; feature < features.Length; feature++)
        {
            if (used[feature] && best[feature].Gain > (winner < 0 ? LeastGain : best[winner].Gain))
                winner = feature;
        }
        return winner < 0 ? null : Build(winner, best[winner]);
    }

    /// <summary>The value of a leaf with these sums: -G/(H + L2), within the bounds.</summary>
    public static double Value(NodeSums sums, double l2, ValueBounds bounds) =>
        bounds.Clip(-sums.Gradient / (sums.Hessian + l2 + 1e-15));

    private void FindIn(int feature)
    {
        if (!used[feature])
            return;
        var bins = histogram.AsSpan(offsets[feature], features[feature].Bins + 1);
        best[feature] = features[feature] is NumericBins
            ? new NumericScan(options, scale, node, bounds, monotone[feature]).Best(bins)
            : CategoryScan.Best(bins, scale, node, new SplitGain(options, node, bounds, monotone: 0));
    }

    private Split Build(int feature, SplitCandidate candidate)
    {
        var categorical = features[feature] is CategoricalBins;
        var left = candidate.Left;
        var right = node - left;
        var test = categorical
            ? new BinTest(feature, -1, candidate.Set, candidate.Gain)
            : new BinTest(feature, candidate.Bin, BinsUpTo(candidate.Bin, features[feature].MissingBin, candidate.MissingLeft), candidate.Gain);
        return new Split(test, left, right, Value(left, options.L2, bounds), Value(right, options.L2, bounds));
    }

    private static BinSet BinsUpTo(int bin, int missingBin, bool missingLeft)
    {
        BinSet set = default;
        for (var i = 0; i <= bin; i++)
            set.Add(i);
        if (missingLeft)
            set.Add(missingBin);
        return set;
    }
}
