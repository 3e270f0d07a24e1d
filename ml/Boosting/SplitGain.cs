namespace ReapFunctions.Ml.Boosting;

/// <summary>The loss that splitting a node saves, from the values its children may take.</summary>
internal readonly struct SplitGain
{
    private readonly BoostingOptions options;
    private readonly NodeSums node;
    private readonly ValueBounds bounds;
    private readonly int monotone;
    private readonly bool bounded;

    public SplitGain(BoostingOptions options, NodeSums node, ValueBounds bounds, int monotone)
    {
        this.options = options;
        this.node = node;
        this.bounds = bounds;
        this.monotone = monotone;
        bounded = monotone != 0 || bounds != ValueBounds.None;
        ParentLoss = bounded ? BoundedLoss(node, options.L2) : -node.Gradient * node.Gradient / (node.Hessian + options.L2 + 1e-15);
    }

    private double ParentLoss { get; }

    /// <summary>Whether a child is large enough to stand.</summary>
    public bool Stands(NodeSums child) => child.Count >= options.MinLeafRows && child.Hessian >= options.MinLeafHessian;

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
