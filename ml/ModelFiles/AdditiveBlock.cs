using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>
/// Reads the model block of ML.NET's generalized additive model, as trees: the step function of a slot is a tree over that slot
/// alone.
/// <code>
///   effects    e0 | e1 | e2 | e3          a value takes the first step whose upper bound is not below it; NaN takes e0
///   bounds        b0   b1   b2
/// </code>
/// </summary>
internal static class AdditiveBlock
{
    public static TreeEnsemble Read(ComponentReader reader)
    {
        var functions = new (double[] Effects, double[] Bounds)[reader.Count(2 * sizeof(int))];
        reader.Int();
        var bias = reader.Double();
        for (var i = 0; i < functions.Length; i++)
        {
            functions[i].Effects = reader.Doubles();
            if (functions[i].Effects.Length == 0)
                throw reader.Fault($"has an empty function {i}");
        }
        for (var i = 0; i < functions.Length; i++)
            functions[i].Bounds = reader.Doubles(functions[i].Effects.Length);
        var trees = new List<Tree> { Tree.Constant(bias, 0) with { NodeCover = null, LeafCover = null } };
        for (var pairs = reader.Count(2 * sizeof(int)); pairs > 0; pairs--)
        {
            var (slot, function) = (reader.Int(), reader.Int());
            if (slot < 0 || function < 0 || function >= functions.Length)
                throw reader.Fault($"maps slot {slot} to function {function}, which do not exist");
            trees.Add(TreeOf(slot, functions[function].Effects, functions[function].Bounds));
        }
        return new TreeEnsemble([.. trees]);
    }

    private static Tree TreeOf(int slot, double[] effects, double[] bounds)
    {
        if (effects.Length == 1)
            return Tree.Constant(effects[0], 0) with { Slot = [slot], NodeCover = null, LeafCover = null };
        var nodes = effects.Length - 1;
        var (left, right, thresholds) = (new int[nodes], new int[nodes], new float[nodes]);
        var free = 0;
        Halve(0, nodes);
        return new Tree
        {
            Left = left,
            Right = right,
            Slot = [.. Enumerable.Repeat(slot, nodes)],
            Threshold = thresholds,
            MissingLeft = [.. Enumerable.Repeat(true, nodes)],
            Categories = new int[]?[nodes],
            Values = effects,
        };

        // The steps from..to, as a balanced tree.
        int Halve(int from, int to)
        {
            if (from == to)
                return ~from;
            var (node, middle) = (free++, (from + to) / 2);
            thresholds[node] = NotAbove(bounds[middle]);
            left[node] = Halve(from, middle);
            right[node] = Halve(middle + 1, to);
            return node;
        }
    }

    /// <summary>The largest float that is not above a double: for a float value both tests are then one.</summary>
    private static float NotAbove(double bound) => (float)bound is var near && near > bound ? float.BitDecrement(near)
        : (float)bound;
}
