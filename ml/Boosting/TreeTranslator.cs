using ReapFunctions.Ml.Binning;
using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.Boosting;

/// <summary>
/// Turns trees over bins into trees over feature slots. A test that sets one category apart becomes a test of its slot; one that
/// sets the missing rows apart lists all slots of the column, which go right (ML.NET's categorical test): missing is the all-zero
/// block.
/// </summary>
/// <param name="features">The bins.</param>
/// <param name="slots">By feature: the slot of its number, or of the category of each bin.</param>
internal sealed class TreeTranslator(FeatureBins[] features, int[][] slots)
{
    private const float HalfSet = 0.5f;

    /// <summary>For a vector with one slot per number and one per category, in the order of the features.</summary>
    public TreeTranslator(FeatureBins[] features) : this(features, Consecutive(features))
    {
    }

    /// <summary>The raw columns of the features.</summary>
    public InputColumn[] Inputs =>
        Array.ConvertAll(features, feature => new InputColumn(feature.Name, (feature as CategoricalBins)?.Categories.ToArray()));

    /// <summary>The start value and all trees, as one ensemble.</summary>
    public TreeEnsemble Translate(BoostedTrees fit, int rows) =>
        new([Tree.Constant((float)fit.Start, rows), .. fit.Trees.Select(Translate)]);

    private Tree Translate(BinTree source)
    {
        if (source.Nodes.Count == 0)
            return Tree.Constant(source.Values[0], source.LeafRows[0]);
        var nodes = source.Nodes;
        var (left, right) = (new int[nodes.Count], new int[nodes.Count]);
        var (slot, threshold, missingLeft) = (new int[nodes.Count], new float[nodes.Count], new bool[nodes.Count]);
        var categories = new int[]?[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
        {
            var test = nodes[i].Test;
            (left[i], right[i]) = (nodes[i].Left, nodes[i].Right);
            var missing = test.GoesLeft(features[test.Feature].MissingBin);
            if (features[test.Feature] is NumericBins numeric)
            {
                (slot[i], threshold[i], missingLeft[i]) = (slots[test.Feature][0], numeric.Threshold(test.Bin), missing);
                continue;
            }
            int[] listed = [.. slots[test.Feature].Where((_, bin) => test.GoesLeft(bin) != missing)];
            slot[i] = listed[0];
            if (listed.Length == 1)
                threshold[i] = HalfSet;
            else
                categories[i] = [.. listed.Order()];
            if (!missing)
                (left[i], right[i]) = (right[i], left[i]);
        }
        return new Tree
        {
            Left = left,
            Right = right,
            Slot = slot,
            Threshold = threshold,
            MissingLeft = missingLeft,
            Categories = categories,
            Values = [.. source.Values],
            NodeCover = [.. nodes.Select(node => (double)node.Rows)],
            LeafCover = [.. source.LeafRows],
        };
    }

    private static int[][] Consecutive(FeatureBins[] features)
    {
        var free = 0;
        return Array.ConvertAll(features, feature =>
        {
            int[] taken = [.. Enumerable.Range(free, feature is CategoricalBins ? feature.Bins : 1)];
            free += taken.Length;
            return taken;
        });
    }
}
