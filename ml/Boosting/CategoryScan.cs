namespace ReapFunctions.Ml.Boosting;

/// <summary>
/// Finds the set of categories to send left. Ordered by G/(H + smoothing), the best set is a run from one end (Fisher 1958), so
/// two scans suffice. Categories with few rows in the node stay with the rest; missing is a category like any other.
/// </summary>
internal readonly struct CategoryScan
{
    private readonly BoostingOptions options;
    private readonly GradientScale scale;
    private readonly NodeSums node;
    private readonly SplitGain gain;

    public CategoryScan(BoostingOptions options, GradientScale scale, NodeSums node, ValueBounds bounds)
    {
        this.options = options;
        this.scale = scale;
        this.node = node;
        gain = new SplitGain(options, node, bounds, monotone: 0, options.CategoryL2);
    }

    public SplitCandidate Best(ReadOnlySpan<HistogramBin> bins)
    {
        Span<int> order = stackalloc int[bins.Length];
        Span<double> keys = stackalloc double[bins.Length];
        var movable = 0;
        for (var bin = 0; bin < bins.Length; bin++)
        {
            if (bins[bin].Count < options.MinCategoryRows)
                continue;
            var sums = NodeSums.Of(bins[bin], scale);
            order[movable] = bin;
            keys[movable++] = sums.Gradient / (sums.Hessian + options.CategorySmoothing + 1e-15);
        }
        order = order[..movable];
        SortStably(keys, order);
        var best = Scan(bins, order, default);
        order.Reverse();
        return Complete(bins, Scan(bins, order, best));
    }

    /// <summary>Insertion sort: at most 255 keys, mostly few; equal keys keep the order of their bins.</summary>
    private static void SortStably(Span<double> keys, Span<int> order)
    {
        for (var i = 1; i < order.Length; i++)
        {
            var (key, bin) = (keys[i], order[i]);
            var j = i - 1;
            for (; j >= 0 && keys[j] > key; j--)
                (keys[j + 1], order[j + 1]) = (keys[j], order[j]);
            (keys[j + 1], order[j + 1]) = (key, bin);
        }
    }

    private SplitCandidate Scan(ReadOnlySpan<HistogramBin> bins, ReadOnlySpan<int> order, SplitCandidate best)
    {
        HistogramBin left = default;
        BinSet set = default;
        foreach (var bin in order)
        {
            left.Add(bins[bin]);
            set.Add(bin);
            var sums = NodeSums.Of(left, scale);
            if (!gain.Stands(sums))
                continue;
            if (!gain.Stands(node - sums))
                break;
            var saved = gain.Of(sums);
            if (saved > best.Gain)
                best = new SplitCandidate(saved, -1, false, set, sums);
        }
        return best;
    }

    /// <summary>Where no row is missing, later missing and unseen categories follow the larger child.</summary>
    private SplitCandidate Complete(ReadOnlySpan<HistogramBin> bins, SplitCandidate best)
    {
        var missing = bins.Length - 1;
        if (best.Gain <= 0 || bins[missing].Count > 0 || best.Left.Count <= node.Count - best.Left.Count)
            return best;
        var set = best.Set;
        set.Add(missing);
        return best with { Set = set };
    }
}
