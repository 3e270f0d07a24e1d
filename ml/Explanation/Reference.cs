using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Explanation;

/// <summary>Measures on reference rows what contributions start from, for models whose file does not say.</summary>
internal static class Reference
{
    /// <summary>Rows that pass a branch are counted; a branch that none passes counts as a small part of one.</summary>
    private const double LeastCover = 1e-3;

    public static Predictor Measure(Predictor predictor, Featurizer featurizer, InputRows rows) => predictor switch
    {
        TreeEnsemble trees => Cover(trees, featurizer, rows),
        LinearModel linear => new LinearModel(linear.Bias, linear.Weights) { Means = Means(featurizer, rows) },
        AdditiveModel additive => new AdditiveModel(additive.Bias, additive.Functions) { Means = Effects(additive, featurizer, rows) },
        _ => predictor,
    };

    private static TreeEnsemble Cover(TreeEnsemble ensemble, Featurizer featurizer, InputRows rows)
    {
        var leaves = ensemble.Trees.Select(tree => new double[tree.Values.Length]).ToArray();
        var slots = new float[featurizer.Slots.Length];
        for (var row = 0; row < rows.Rows; row++)
        {
            rows.FillSlots(row, slots);
            for (var t = 0; t < leaves.Length; t++)
                leaves[t][ensemble.Trees[t].Leaf(slots)]++;
        }
        return new TreeEnsemble([.. ensemble.Trees.Select((tree, t) => WithCover(tree, leaves[t]))]);
    }

    private static Tree WithCover(Tree tree, double[] leaves)
    {
        for (var leaf = 0; leaf < leaves.Length; leaf++)
            leaves[leaf] = Math.Max(leaves[leaf], LeastCover);
        var nodes = new double[tree.Nodes];
        Sum(0);
        return tree.WithCover(nodes, leaves);

        double Sum(int node) => node < 0 ? leaves[~node] : nodes[node] = Sum(tree.Left[node]) + Sum(tree.Right[node]);
    }

    private static float[] Means(Featurizer featurizer, InputRows rows)
    {
        var slots = new float[featurizer.Slots.Length];
        var (sums, counts) = (new double[slots.Length], new int[slots.Length]);
        for (var row = 0; row < rows.Rows; row++)
        {
            rows.FillSlots(row, slots);
            for (var slot = 0; slot < slots.Length; slot++)
            {
                if (float.IsNaN(slots[slot]))
                    continue;
                sums[slot] += slots[slot];
                counts[slot]++;
            }
        }
        return [.. sums.Select((sum, slot) => (float)(sum / Math.Max(1, counts[slot])))];
    }

    private static double[] Effects(AdditiveModel model, Featurizer featurizer, InputRows rows)
    {
        var slots = new float[featurizer.Slots.Length];
        var sums = new double[featurizer.Inputs.Length];
        for (var row = 0; row < rows.Rows; row++)
        {
            rows.FillSlots(row, slots);
            foreach (var function in model.Functions)
                sums[featurizer.Slots[function.Slot].Input] += function.Of(slots[function.Slot]);
        }
        return [.. sums.Select(sum => sum / Math.Max(1, rows.Rows))];
    }
}
