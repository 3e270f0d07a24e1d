namespace ReapFunctions.Ml.Scoring;

/// <summary>
/// A regression tree over feature slots, laid out as ML.NET stores it: a child below 0 is leaf ~child, the root is node 0.
/// A numeric test goes left when value &lt;= threshold. A categorical test goes right when any listed slot is above 0.
/// </summary>
internal sealed record Tree
{
    public required int[] Left { get; init; }

    public required int[] Right { get; init; }

    /// <summary>The slot that a numeric node tests; the first listed slot of a categorical one.</summary>
    public required int[] Slot { get; init; }

    public required float[] Threshold { get; init; }

    /// <summary>Where NaN goes at a numeric node.</summary>
    public required bool[] MissingLeft { get; init; }

    /// <summary>By node: the slots of a categorical test, null at a numeric one.</summary>
    public required int[]?[] Categories { get; init; }

    public required double[] Values { get; init; }

    /// <summary>Training rows (or weight) that reached each node; null when unknown.</summary>
    public double[]? NodeCover { get; init; }

    /// <summary>Training rows (or weight) that reached each leaf; null when unknown.</summary>
    public double[]? LeafCover { get; init; }

    public int Nodes => Left.Length;

    /// <summary>A tree of one test with the same value on both sides: how a constant is written.</summary>
    public static Tree Constant(double value, double cover) => new()
    {
        Left = [~0],
        Right = [~1],
        Slot = [0],
        Threshold = [0],
        MissingLeft = [false],
        Categories = [null],
        Values = [value, value],
        NodeCover = [cover],
        LeafCover = [cover, 0],
    };

    /// <summary>The leaf that a row reaches.</summary>
    public int Leaf(ReadOnlySpan<float> slots)
    {
        var node = 0;
        while (node >= 0)
            node = GoesLeft(node, slots) ? Left[node] : Right[node];
        return ~node;
    }

    public bool GoesLeft(int node, ReadOnlySpan<float> slots)
    {
        if (Categories[node] is not { } listed)
            return slots[Slot[node]] is var value && (value <= Threshold[node] || (MissingLeft[node] && float.IsNaN(value)));
        foreach (var slot in listed)
        {
            if (slots[slot] > 0)
                return false;
        }
        return true;
    }
}

/// <summary>Trees whose leaf values are summed in order, in double, and rounded to float once.</summary>
internal sealed class TreeEnsemble(Tree[] trees)
{
    /// <summary>Rows that pass a branch are counted; a branch that none passes counts as a small part of one.</summary>
    private const double MinCover = 1e-3;

    public Tree[] Trees => trees;

    public bool HasCover => Array.TrueForAll(trees, tree => tree.NodeCover is not null);

    /// <summary>The same trees with covers counted over the given rows, from which contributions are then measured.</summary>
    public TreeEnsemble WithCover(InputRows rows)
    {
        var leaves = Array.ConvertAll(trees, tree => new double[tree.Values.Length]);
        var slots = new float[rows.Slots];
        for (var row = 0; row < rows.Rows; row++)
        {
            rows.FillSlots(row, slots);
            for (var t = 0; t < leaves.Length; t++)
                leaves[t][trees[t].Leaf(slots)]++;
        }
        return new TreeEnsemble([.. trees.Select((tree, t) => WithCover(tree, leaves[t]))]);
    }

    /// <summary>The same trees with all leaf values multiplied.</summary>
    public TreeEnsemble Times(double factor) => new(Array.ConvertAll(trees, tree => tree with
    {
        Values = Array.ConvertAll(tree.Values, value => (double)(float)(value * factor)),
    }));

    /// <summary>Their mean with other ensembles over the same slots: what models of several folds become.</summary>
    public static TreeEnsemble Average(IReadOnlyCollection<TreeEnsemble> ensembles) => new(
        [.. ensembles.SelectMany(ensemble => ensemble.Times(1.0 / ensembles.Count).Trees)]);

    private static Tree WithCover(Tree tree, double[] leaves)
    {
        for (var leaf = 0; leaf < leaves.Length; leaf++)
            leaves[leaf] = Math.Max(leaves[leaf], MinCover);
        var nodes = new double[tree.Nodes];
        Sum(0);
        return tree with { NodeCover = nodes, LeafCover = leaves };

        double Sum(int node) => node < 0 ? leaves[~node] : nodes[node] = Sum(tree.Left[node]) + Sum(tree.Right[node]);
    }
}
