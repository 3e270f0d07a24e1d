using System.Runtime.CompilerServices;
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
    private const double MinGain = 1e-7;

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
    public NodeSplit? Find(HistogramBin[] histogram, NodeSums node, ValueBounds bounds, bool[] used)
    {
        (this.histogram, this.node, this.bounds, this.used) = (histogram, node, bounds, used);
        SharedLoop.For(features.Length, totalBins < ParallelBins ? 1 : options.ThreadCount, findIn);
        var winner = -1;
        for (var feature = 0; feature < features.Length; feature++)
        {
            if (used[feature] && best[feature].Gain > (winner < 0 ? MinGain : best[winner].Gain))
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

    private NodeSplit Build(int feature, SplitCandidate candidate)
    {
        var categorical = features[feature] is CategoricalBins;
        var left = candidate.Left;
        var right = node - left;
        var test = categorical
            ? new BinTest(feature, -1, candidate.Set, candidate.Gain)
            : new BinTest(feature, candidate.Bin, BinsUpTo(candidate.Bin, features[feature].MissingBin, candidate.MissingLeft),
                candidate.Gain);
        return new NodeSplit(test, left, right, Value(left, options.L2, bounds), Value(right, options.L2, bounds));
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

/// <summary>The best split found for a node.</summary>
/// <param name="Test">Which rows go left.</param>
/// <param name="LeftSums">Sums over the rows that go left.</param>
/// <param name="RightSums">Sums over the others.</param>
/// <param name="LeftValue">The left child's value were it a leaf.</param>
/// <param name="RightValue">The right child's.</param>
internal readonly record struct NodeSplit(
    BinTest Test, NodeSums LeftSums, NodeSums RightSums, double LeftValue, double RightValue);

/// <summary>A feature's best test at a node.</summary>
/// <param name="Gain">Loss saved; 0 when no test is allowed.</param>
/// <param name="Bin">Numeric: the last bin that goes left.</param>
/// <param name="MissingLeft">Numeric: whether missing values go left.</param>
/// <param name="Set">Categorical: the bins that go left.</param>
/// <param name="Left">Sums of the left child.</param>
internal readonly record struct SplitCandidate(double Gain, int Bin, bool MissingLeft, BinSet Set, NodeSums Left);

/// <summary>The loss that splitting a node saves, from the values its children may take.</summary>
internal readonly struct SplitGain
{
    private readonly BoostingOptions options;
    private readonly NodeSums node;
    private readonly ValueBounds bounds;
    private readonly double l2;
    private readonly int monotone;
    private readonly bool bounded;

    public SplitGain(BoostingOptions options, NodeSums node, ValueBounds bounds, int monotone)
    {
        this.options = options;
        this.node = node;
        this.bounds = bounds;
        this.monotone = monotone;
        l2 = options.L2 + 1e-15;
        bounded = monotone != 0 || bounds != ValueBounds.None;
        ParentLoss = bounded ? BoundedLoss(node, options.L2)
            : -node.Gradient * node.Gradient / (node.Hessian + options.L2 + 1e-15);
    }

    private double ParentLoss { get; }

    /// <summary>Whether a child is large enough to stand.</summary>
    public bool Stands(NodeSums child) => child.Count >= options.MinLeafRows && child.Hessian >= options.MinLeafHessian;

    /// <summary>
    /// Whether more than <paramref name="gain"/> may be saved, told without a division, which takes longer than all else.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayBeat(in NodeSums left, in NodeSums right, double gain)
    {
        var (l, r) = (left.Hessian + l2, right.Hessian + l2);
        return bounded
            || left.Gradient * left.Gradient * r + right.Gradient * right.Gradient * l > (gain - ParentLoss) * (l * r);
    }

    /// <summary>Loss saved when the node is split into these sums and the rest; negative infinity when the order of a monotone
    /// feature would be violated.</summary>
    public double Of(NodeSums left)
    {
        var right = node - left;
        if (!bounded)
        {
            return (left.Gradient * left.Gradient / (left.Hessian + options.L2 + 1e-15))
                + (right.Gradient * right.Gradient / (right.Hessian + options.L2 + 1e-15)) + ParentLoss;
        }
        if (monotone * (SplitFinder.Value(right, options.L2, bounds) - SplitFinder.Value(left, options.L2, bounds)) < 0)
            return double.NegativeInfinity;
        return ParentLoss - BoundedLoss(left, options.L2) - BoundedLoss(right, options.L2);
    }

    /// <summary>2Gv + (H + L2)v² at the clipped value v; -G²/(H + L2) when v is free.</summary>
    private double BoundedLoss(NodeSums sums, double l2)
    {
        var value = SplitFinder.Value(sums, l2, bounds);
        return (2 * sums.Gradient * value) + ((sums.Hessian + l2) * value * value);
    }
}

/// <summary>Sums over a node's rows. Gradient and hessian are exact fixed-point values converted to double.</summary>
internal readonly record struct NodeSums(double Gradient, double Hessian, int Count)
{
    public static NodeSums Of(in HistogramBin bin, GradientScale scale) =>
        new(bin.Gradient * scale.FromGradient, bin.Hessian * scale.FromHessian, bin.Count);

    public static NodeSums operator -(NodeSums a, NodeSums b) =>
        new(a.Gradient - b.Gradient, a.Hessian - b.Hessian, a.Count - b.Count);
}

/// <summary>Bounds that monotone constraints put on the values below a node.</summary>
internal readonly record struct ValueBounds(double Lower, double Upper)
{
    public static ValueBounds None => new(double.NegativeInfinity, double.PositiveInfinity);

    public double Clip(double value) => Math.Clamp(value, Lower, Upper);
}
