using ReapFunctions.Ml.Binning;
using ReapFunctions.Ml.Boosting;

namespace ReapFunctions.Ml.Models;

/// <summary>
/// Turns trees over bins into trees over feature slots. A categorical test becomes ML.NET's: the listed categories go right,
/// all others left, and so do missing and unseen ones. So the side without the missing bin is the one that is listed, and the
/// children change places when that is the left one.
/// </summary>
internal sealed class TreeTranslator
{
    private readonly FeatureBins[] features;
    private readonly int[] firstSlot;

    public TreeTranslator(FeatureBins[] features)
    {
        this.features = features;
        firstSlot = new int[features.Length];
        for (int feature = 0, slot = 0; feature < features.Length; feature++)
        {
            firstSlot[feature] = slot;
            slot += features[feature] is CategoricalBins ? features[feature].Bins : 1;
        }
    }

    /// <summary>The raw columns of the features.</summary>
    public InputColumn[] Inputs =>
        [.. features.Select(feature => new InputColumn(feature.Name, (feature as CategoricalBins)?.Categories.ToArray()))];

    /// <param name="source">The tree over bins.</param>
    /// <param name="share">What its values are multiplied with: 1, or 1/k when k models are averaged.</param>
    public Tree Translate(BinTree source, double share)
    {
        if (source.Nodes.Count == 0)
            return Tree.Constant((float)(source.Values[0] * share), source.LeafRows[0]);
        var nodes = source.Nodes;
        var (left, right) = (new int[nodes.Count], new int[nodes.Count]);
        var (slot, threshold, missingLeft) = (new int[nodes.Count], new float[nodes.Count], new bool[nodes.Count]);
        var categories = new int[]?[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
        {
            var test = nodes[i].Test;
            (left[i], right[i], slot[i]) = (nodes[i].Left, nodes[i].Right, firstSlot[test.Feature]);
            missingLeft[i] = test.GoesLeft(features[test.Feature].MissingBin);
            if (features[test.Feature] is NumericBins numeric)
            {
                threshold[i] = numeric.Threshold(test.Bin);
                continue;
            }
            categories[i] = Listed(test, listLeft: !missingLeft[i]);
            slot[i] = categories[i]![0];
            if (!missingLeft[i])
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
            Values = [.. source.Values.Select(value => (double)(float)(value * share))],
            Gains = [.. nodes.Select(node => node.Test.Gain)],
            NodeCover = [.. nodes.Select(node => (double)node.Rows)],
            LeafCover = [.. source.LeafRows.Select(rows => (double)rows)],
        };
    }

    private int[] Listed(BinTest test, bool listLeft)
    {
        var first = firstSlot[test.Feature];
        return [.. Enumerable.Range(0, features[test.Feature].Bins).Where(bin => test.GoesLeft(bin) == listLeft).Select(bin => first + bin)];
    }
}
