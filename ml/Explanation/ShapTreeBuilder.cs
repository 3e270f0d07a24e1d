using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.Explanation;

/// <summary>Lists a tree's branches in preorder, left before right, with the shares of rows that take them.</summary>
internal sealed class ShapTreeBuilder
{
    private readonly Tree tree;
    private readonly Featurizer featurizer;
    private readonly List<ShapEdge> edges = [];
    private readonly List<double> shares = [];
    private int nodes;
    private int widest;

    private ShapTreeBuilder(Tree tree, Featurizer featurizer)
    {
        this.tree = tree;
        this.featurizer = featurizer;
    }

    /// <returns>The tree, and its mean value over the rows that its covers count.</returns>
    public static (ShapTree Tree, double Expected) Build(Tree tree, Featurizer featurizer)
    {
        var builder = new ShapTreeBuilder(tree, featurizer);
        var expected = builder.Add(0, parent: -1, distinct: 0);
        return (new ShapTree([.. builder.edges], [.. builder.shares], builder.widest), expected);
    }

    /// <param name="node">The node.</param>
    /// <param name="parent">The branch that leads to it.</param>
    /// <param name="distinct">Distinct columns tested above.</param>
    private double Add(int node, int parent, int distinct)
    {
        var number = nodes++;
        var column = featurizer.FeatureOfSlot[tree.Slot[node]];
        var previous = parent;
        while (previous >= 0 && edges[previous].Column != column)
            previous = edges[previous].Parent;
        distinct += previous < 0 ? 1 : 0;
        widest = Math.Max(widest, distinct);
        var left = AddBranch(node, number, isLeft: true, parent, previous, column, distinct);
        return left + AddBranch(node, number, isLeft: false, parent, previous, column, distinct);
    }

    private double AddBranch(int node, int number, bool isLeft, int parent, int previous, int column, int distinct)
    {
        var child = isLeft ? tree.Left[node] : tree.Right[node];
        var ratio = (child >= 0 ? tree.NodeCover![child] : tree.LeafCover![~child]) / tree.NodeCover![node];
        var edge = edges.Count;
        edges.Add(new ShapEdge(number, isLeft, parent, previous, column, child < 0, child < 0 ? (float)tree.Values[~child] : 0));
        shares.Add(ratio * (previous < 0 ? 1 : shares[previous]));
        return ratio * (child < 0 ? tree.Values[~child] : Add(child, edge, distinct));
    }
}

/// <summary>A branch of a tree, seen from the path that leads to it.</summary>
/// <param name="Node">The node whose test leads here, in preorder.</param>
/// <param name="IsLeft">Whether rows that go left at the node take this branch.</param>
/// <param name="Parent">The branch above, -1 at the root.</param>
/// <param name="Previous">The nearest branch above that tests the same column, -1 for none.</param>
/// <param name="Column">The column that the node tests.</param>
/// <param name="IsLeaf">Whether the branch ends in a leaf.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct ShapEdge(int Node, bool IsLeft, int Parent, int Previous, int Column, bool IsLeaf, float Value);
