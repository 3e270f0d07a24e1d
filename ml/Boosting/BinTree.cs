using System.Runtime.CompilerServices;
using ReapFunctions.Ml.Binning;

namespace ReapFunctions.Ml.Boosting;

/// <summary>A grown tree that tests bins: nodes in preorder, a child below 0 is leaf ~child. The root of a one-leaf tree is leaf
/// 0.</summary>
internal sealed class BinTree
{
    private readonly BinTreeNode[] nodes;
    private readonly float[] values;
    private readonly int[] leafRows;

    /// <param name="root">The root of a grown tree, whose leaf values are not shrunk.</param>
    /// <param name="learningRate">What leaf values are multiplied with.</param>
    public BinTree(GrownNode root, double learningRate)
    {
        var leaves = root.Leaves();
        nodes = new BinTreeNode[leaves - 1];
        values = new float[leaves];
        leafRows = new int[leaves];
        var (node, leaf) = (0, 0);
        Add(root, learningRate, ref node, ref leaf);
    }

    public IReadOnlyList<BinTreeNode> Nodes => nodes;

    /// <summary>Value of each leaf, shrunk by the learning rate.</summary>
    public IReadOnlyList<float> Values => values;

    /// <summary>Training rows of each leaf.</summary>
    public IReadOnlyList<int> LeafRows => leafRows;

    public float Score(BinnedTable table, int row)
    {
        var node = nodes.Length == 0 ? ~0 : 0;
        while (node >= 0)
            node = nodes[node].Test.GoesLeft(table[row, nodes[node].Test.Feature]) ? nodes[node].Left : nodes[node].Right;
        return values[~node];
    }

    private int Add(GrownNode grown, double learningRate, ref int node, ref int leaf)
    {
        if (grown.IsLeaf)
        {
            values[leaf] = (float)(grown.Value * learningRate);
            leafRows[leaf] = grown.Rows;
            return ~leaf++;
        }
        var index = node++;
        var left = Add(grown.Left!, learningRate, ref node, ref leaf);
        var right = Add(grown.Right!, learningRate, ref node, ref leaf);
        nodes[index] = new BinTreeNode(grown.Split.Test, left, right, grown.Rows);
        return index;
    }
}

/// <summary>A test of a <see cref="BinTree"/> with its children and the training rows that reached it.</summary>
internal readonly record struct BinTreeNode(BinTest Test, int Left, int Right, int Rows);

/// <summary>A test of one feature's bin.</summary>
/// <param name="Feature">The feature's index.</param>
/// <param name="Bin">Numeric: bins up to this one go left. Categorical: -1.</param>
/// <param name="Left">The bins that go left (the missing bin among them).</param>
/// <param name="Gain">Loss saved: loss(parent) - loss(left) - loss(right), with loss = -G²/(H + L2).</param>
internal readonly record struct BinTest(int Feature, int Bin, BinSet Left, double Gain)
{
    public bool GoesLeft(int bin) => Left.Contains(bin);
}

/// <summary>A set of bins, 0 to 255, as 256 bits held in place.</summary>
[InlineArray(4)]
internal struct BinSet
{
    private ulong word;

    public readonly bool Contains(int bin) => ((this[bin >> 6] >> (bin & 63)) & 1) != 0;

    public void Add(int bin) => this[bin >> 6] |= 1UL << (bin & 63);
}
