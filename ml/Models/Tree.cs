namespace ReapFunctions.Ml.Models;

/// <summary>
/// A regression tree over feature slots, laid out as ML.NET stores it: a child below 0 is leaf ~child, the root is node 0.
/// A numeric test goes left when value &lt;= threshold. A categorical test goes right when any listed slot is above 0.
/// </summary>
internal sealed class Tree
{
    public required int[] Left { get; init; }

    public required int[] Right { get; init; }

    /// <summary>The slot that a numeric node tests; the first listed slot of a categorical one.</summary>
    public required int[] Slot { get; init; }

    public required float[] Threshold { get; init; }

    /// <summary>Where NaN goes at a numeric node.</summary>
    public required bool[] MissingLeft { get; init; }

    /// <summary>By node: the ascending slots of a categorical test, null at a numeric one.</summary>
    public required int[]?[] Categories { get; init; }

    public required double[] Values { get; init; }

    /// <summary>Loss saved by each node; zeros when unknown.</summary>
    public required double[] Gains { get; init; }

    /// <summary>Training rows (or weight) that reached each node; null when the file does not say.</summary>
    public double[]? NodeCover { get; init; }

    /// <summary>Training rows (or weight) that reached each leaf; null when the file does not say.</summary>
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
        Gains = [0],
        NodeCover = [cover],
        LeafCover = [cover, 0],
    };

    /// <summary>The same tree with the rows that reached each node and leaf.</summary>
    public Tree WithCover(double[] nodes, double[] leaves) => new()
    {
        Left = Left,
        Right = Right,
        Slot = Slot,
        Threshold = Threshold,
        MissingLeft = MissingLeft,
        Categories = Categories,
        Values = Values,
        Gains = Gains,
        NodeCover = nodes,
        LeafCover = leaves,
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
        if (Categories[node] is { } listed)
            return !AnySet(listed, slots);
        var value = slots[Slot[node]];
        return value <= Threshold[node] || (MissingLeft[node] && float.IsNaN(value));
    }

    private static bool AnySet(int[] listed, ReadOnlySpan<float> slots)
    {
        foreach (var slot in listed)
        {
            if (slots[slot] > 0)
                return true;
        }
        return false;
    }
}
