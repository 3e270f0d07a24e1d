using ReapFunctions.Ml.Binning;

namespace ReapFunctions.Ml.Boosting;

/// <summary>A grown tree that tests bins: nodes in preorder, a child below 0 is leaf ~child. The root of a one-leaf tree is leaf 0.</summary>
internal sealed class BinTree
{
    private readonly List<BinTreeNode> nodes = [];
    private readonly List<float> values = [];
    private readonly List<int> leafRows = [];

    private BinTree()
    {
    }

    public IReadOnlyList<BinTreeNode> Nodes => nodes;

    /// <summary>Value of each leaf, shrunk by the learning rate.</summary>
    public IReadOnlyList<float> Values => values;

    /// <summary>Training rows of each leaf.</summary>
    public IReadOnlyList<int> LeafRows => leafRows;

    public static BinTree Of(GrownNode root, double learningRate)
    {
        var tree = new BinTree();
        tree.Add(root, learningRate);
        return tree;
    }

    public static float Shrunk(GrownNode leaf, double learningRate) => (float)(leaf.Value * learningRate);

    public float Score(BinnedTable table, int row)
    {
        var node = nodes.Count == 0 ? ~0 : 0;
        while (node >= 0)
            node = nodes[node].Split.GoesLeft(table[row, nodes[node].Split.Feature]) ? nodes[node].Left : nodes[node].Right;
        return values[~node];
    }

    private int Add(GrownNode node, double learningRate)
    {
        if (node.IsLeaf)
        {
            values.Add(Shrunk(node, learningRate));
            leafRows.Add(node.Rows);
            return ~(values.Count - 1);
        }
        var index = nodes.Count;
        nodes.Add(default);
        var left = Add(node.Left!, learningRate);
        var right = Add(node.Right!, learningRate);
        nodes[index] = new BinTreeNode(node.Split!, left, right, node.Rows);
        return index;
    }
}
