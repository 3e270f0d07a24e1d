using System.Globalization;
using System.Text;

namespace ReapFunctions.Ml.Scoring;

/// <summary>Trees for people to read: a test per line, what follows from it indented.</summary>
internal static class TreeText
{
    /// <summary>How many trees there are, and how large they get.</summary>
    public static string Summary(TreeEnsemble ensemble)
    {
        var leaves = ensemble.Trees.Max(tree => tree.Values.Length);
        return string.Create(CultureInfo.InvariantCulture, $"{ensemble.Trees.Length} trees of up to {leaves} leaves");
    }

    /// <summary>The first trees.</summary>
    public static string Of(TreeEnsemble ensemble, Featurizer featurizer, int max)
    {
        var text = new StringBuilder();
        foreach (var (index, tree) in ensemble.Trees.Take(max).Index())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"tree {index + 1}");
            Append(text, tree, featurizer, node: 0, depth: 1);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, Tree tree, Featurizer featurizer, int node, int depth)
    {
        var indent = new string(' ', 2 * depth);
        if (node < 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{indent}{tree.Values[~node]:+0.0000;-0.0000;0.0000}");
            return;
        }
        var (left, right) = TestOf(tree, featurizer, node);
        text.Append(indent).AppendLine(left);
        Append(text, tree, featurizer, tree.Left[node], depth + 1);
        text.Append(indent).AppendLine(right);
        Append(text, tree, featurizer, tree.Right[node], depth + 1);
    }

    private static (string Left, string Right) TestOf(Tree tree, Featurizer featurizer, int node)
    {
        if (tree.Categories[node] is { } listed)
            return ($"not {Any(listed, featurizer)}", Any(listed, featurizer));
        var slot = featurizer.Slots[tree.Slot[node]];
        if (slot.Category >= 0)
            return ($"not {NameOf(slot, featurizer)}", NameOf(slot, featurizer));
        var (name, threshold) = (NameOf(slot, featurizer), tree.Threshold[node]);
        var (below, above) = tree.MissingLeft[node] ? (" or missing", "") : ("", " or missing");
        return (string.Create(CultureInfo.InvariantCulture, $"{name} <= {threshold:G6}{below}"),
            string.Create(CultureInfo.InvariantCulture, $"{name} > {threshold:G6}{above}"));
    }

    private static string Any(int[] slots, Featurizer featurizer) =>
        string.Join(" or ", slots.Select(slot => NameOf(featurizer.Slots[slot], featurizer)));

    private static string NameOf(Slot slot, Featurizer featurizer)
    {
        var input = featurizer.Inputs[slot.Input];
        return slot.Category < 0 ? input.Name : $"{input.Name} = {input.Categories![slot.Category]}";
    }
}
