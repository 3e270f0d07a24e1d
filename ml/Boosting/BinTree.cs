using ReapFunctions.Ml.Binning;

namespace ReapFunctions.Ml.Boosting;

/// <summary>A grown tree that tests bins: nodes in preorder, a child below 0 is leaf ~child. The root of a one-leaf tree is leaf 0.</summary>
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
