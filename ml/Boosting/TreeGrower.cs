using ReapFunctions.Ml.Binning;

namespace ReapFunctions.Ml.Boosting;

/// <summary>
/// Grows one tree leaf by leaf, always splitting the leaf whose split saves most:
/// 1. sum the gradients of the smaller child by bin; the larger child is parent minus sibling;
/// 2. find each child's best split; 3. take the leaf with the largest gain next.
/// </summary>
internal sealed class TreeGrower
{
    private readonly BoostingOptions options;
    private readonly GradientScale scale;
    private readonly RowPartition partition;
    private readonly Histograms histograms;
    private readonly HistogramBuilder builder;
    private readonly SplitFinder finder;
    private readonly int[] monotone;
    private readonly PriorityQueue<GrownNode, (double, int)> queue = new();
    private readonly List<GrownNode> nodes = [];
    private int taken;

    public TreeGrower(BinnedTable table, BoostingOptions options, GradientScale scale)
    {
        this.options = options;
        this.scale = scale;
        partition = new RowPartition(table, options.ThreadCount);
        histograms = new Histograms(table.Features);
        builder = new HistogramBuilder(table, histograms.Offsets, options.ThreadCount);
        finder = new SplitFinder(table.Features, histograms.Offsets, options, scale);
        monotone = Array.ConvertAll(
            table.Features, feature => feature is NumericBins ? options.Monotone.GetValueOrDefault(feature.Name) : 0);
    }

    /// <summary>Grows a tree on the gradients.</summary>
    /// <param name="gradients">By row of the table.</param>
    /// <param name="sampled">The rows to use; null means all.</param>
    /// <param name="used">The features to use.</param>
    /// <returns>The root; its leaves hold unshrunk values. It lasts until the next tree.</returns>
    public GrownNode Grow(RowGradient[] gradients, bool[]? sampled, bool[] used)
    {
        var rows = partition.Reset(sampled);
        var sums = Sum(gradients, rows);
        taken = 0;
        var root = Node(0, rows, 0, sums, SplitFinder.Value(sums, options.L2, ValueBounds.None), ValueBounds.None);
        var order = 0;
        if (CanSplit(root))
        {
            root.Histogram = histograms.Rent();
            BuildHistogram(root, gradients, used);
            Enqueue(root);
        }
        for (var leaves = 1; leaves < options.MaxLeaves && queue.TryDequeue(out var node, out _); leaves++)
            Divide(node);
        while (queue.TryDequeue(out var rest, out _))
            Release(rest);
        return root;

        void Divide(GrownNode node)
        {
            SplitRows(node);
            MakeHistograms(node, gradients, used);
            Enqueue(node.Left!);
            Enqueue(node.Right!);
        }

        void Enqueue(GrownNode node)
        {
            if (node.Histogram is null)
                return;
            if (finder.Find(node.Histogram, node.Sums, node.Bounds, used) is { } split)
            {
                node.Split = split;
                queue.Enqueue(node, (-split.Test.Gain, order++));
            }
            else
                Release(node);
        }
    }

    /// <summary>The rows of a leaf.</summary>
    public ReadOnlySpan<int> RowsOf(GrownNode node) => partition.Rows(node.Start, node.Stop).Span;

    private NodeSums Sum(RowGradient[] gradients, int rows)
    {
        long gradient = 0, hessian = 0;
        SharedLoop.ForRows(rows, options.ThreadCount, (from, to) =>
        {
            long ofGradients = 0, ofHessians = 0;
            foreach (var row in partition.Rows(from, to).Span)
            {
                ofGradients += gradients[row].Gradient;
                ofHessians += gradients[row].Hessian;
            }
            Interlocked.Add(ref gradient, ofGradients);
            Interlocked.Add(ref hessian, ofHessians);
        });
        return new NodeSums(gradient * scale.FromGradient, hessian * scale.FromHessian, rows);
    }

    private bool CanSplit(GrownNode node) =>
        node.Rows >= 2 * options.MinLeafRows && (options.MaxDepth == 0 || node.Depth < options.MaxDepth);

    private void SplitRows(GrownNode node)
    {
        var split = node.Split;
        var middle = partition.Divide(node);
        var (left, right) = (node.Bounds, node.Bounds);
        if (monotone[split.Test.Feature] != 0)
        {
            var between = (split.LeftValue + split.RightValue) / 2;
            (left, right) = monotone[split.Test.Feature] > 0
                ? (left with { Upper = between }, right with { Lower = between })
                : (left with { Lower = between }, right with { Upper = between });
        }
        node.Left = Node(node.Start, middle, node.Depth + 1, split.LeftSums, left.Clip(split.LeftValue), left);
        node.Right = Node(middle, node.Stop, node.Depth + 1, split.RightSums, right.Clip(split.RightValue), right);
    }

    private GrownNode Node(int start, int stop, int depth, NodeSums sums, double value, ValueBounds bounds)
    {
        if (taken == nodes.Count)
            nodes.Add(new GrownNode());
        var node = nodes[taken++];
        node.Reset(start, stop, depth, sums, value, bounds);
        return node;
    }

    private void MakeHistograms(GrownNode parent, RowGradient[] gradients, bool[] used)
    {
        var (small, large) = parent.Left!.Rows <= parent.Right!.Rows ? (parent.Left, parent.Right) : (parent.Right, parent.Left);
        var histogram = parent.Histogram!;
        parent.Histogram = null;
        if (!CanSplit(large))
        {
            histograms.Return(histogram);
            return;
        }
        small.Histogram = histograms.Rent();
        BuildHistogram(small, gradients, used);
        for (var bin = 0; bin < histogram.Length; bin++)
            histogram[bin].Subtract(small.Histogram[bin]);
        large.Histogram = histogram;
        if (!CanSplit(small))
            Release(small);
    }

    private void BuildHistogram(GrownNode node, RowGradient[] gradients, bool[] used)
    {
        builder.Build(partition.Rows(node.Start, node.Stop), partition.Gather(gradients, node), used, node.Histogram!);
    }

    private void Release(GrownNode node)
    {
        histograms.Return(node.Histogram!);
        node.Histogram = null;
    }
}

/// <summary>A node while its tree grows. The next tree uses it again.</summary>
internal sealed class GrownNode
{
    public int Start { get; private set; }

    public int Stop { get; private set; }

    public int Depth { get; private set; }

    public NodeSums Sums { get; private set; }

    public double Value { get; private set; }

    public ValueBounds Bounds { get; private set; }

    public int Rows => Stop - Start;

    public HistogramBin[]? Histogram { get; set; }

    /// <summary>The best split found; of a leaf it means nothing.</summary>
    public NodeSplit Split { get; set; }

    public GrownNode? Left { get; set; }

    public GrownNode? Right { get; set; }

    public bool IsLeaf => Left is null;

    /// <summary>Becomes a leaf with these rows.</summary>
    public void Reset(int start, int stop, int depth, NodeSums sums, double value, ValueBounds bounds)
    {
        (Start, Stop, Depth, Sums, Value, Bounds) = (start, stop, depth, sums, value, bounds);
        (Histogram, Left, Right) = (null, null, null);
    }

    /// <summary>Number of leaves below, itself included.</summary>
    public int Leaves() => IsLeaf ? 1 : Left!.Leaves() + Right!.Leaves();

    /// <summary>Adds them, from left to right.</summary>
    public void AddLeavesTo(List<GrownNode> leaves)
    {
        if (IsLeaf)
        {
            leaves.Add(this);
            return;
        }
        Left!.AddLeavesTo(leaves);
        Right!.AddLeavesTo(leaves);
    }
}
