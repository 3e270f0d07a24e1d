using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Scoring;

/// <summary>Turns trees over slots into programs over bytes: what the thresholds of all trees cut a slot into are its bins.</summary>
internal sealed class TreeCompiler
{
    private const int MostLeaves = 256;
    private const int FloatLeaves = 64;

    private readonly Featurizer featurizer;
    private readonly Dictionary<int, float[]> thresholds;
    private readonly List<ByteColumn> columns = [];
    private readonly Dictionary<(int Kind, int Of), int> columnOf = [];
    private readonly List<byte> tables = [];

    private TreeCompiler(Featurizer featurizer, TreeEnsemble ensemble)
    {
        this.featurizer = featurizer;
        thresholds = ensemble.Trees
            .SelectMany(tree => Enumerable.Range(0, tree.Nodes)
                .Where(node => tree.Categories[node] is null)
                .Select(node => (Slot: tree.Slot[node], Threshold: tree.Threshold[node])))
            .GroupBy(test => test.Slot, test => test.Threshold)
            .ToDictionary(group => group.Key, group => group.Distinct().Order().ToArray());
    }

    /// <summary>The compiled trees, or null when they ask for more than bytes can hold.</summary>
    public static BlockScorer? Compile(Featurizer featurizer, TreeEnsemble ensemble)
    {
        var compiler = new TreeCompiler(featurizer, ensemble);
        var trees = new CompiledTree[ensemble.Trees.Length];
        for (var i = 0; i < trees.Length; i++)
        {
            if (compiler.Compile(ensemble.Trees[i]) is not { } compiled)
                return null;
            trees[i] = compiled;
        }
        return new BlockScorer([.. compiler.columns], trees, [.. compiler.tables]);
    }

    private CompiledTree? Compile(Tree tree)
    {
        if (tree.Values.Length > MostLeaves)
            return null;
        var nodes = new List<CompiledNode>();
        var values = new List<double>();
        if (!Add(tree, 0, nodes, values))
            return null;
        float[]? floats = null;
        if (values.Count <= FloatLeaves && values.TrueForAll(value => (float)value == value))
        {
            floats = new float[FloatLeaves];
            for (var i = 0; i < values.Count; i++)
                floats[i] = (float)values[i];
        }
        return new CompiledTree([.. nodes], [.. values], floats);
    }

    /// <summary>Adds a subtree; leaves are numbered from left to right.</summary>
    private bool Add(Tree tree, int node, List<CompiledNode> nodes, List<double> values)
    {
        if (node < 0)
        {
            values.Add(tree.Values[~node]);
            return true;
        }
        if (Test(tree, node) is not { } test)
            return false;
        var (at, low) = (nodes.Count, values.Count);
        nodes.Add(test);
        if (!Add(tree, tree.Left[node], nodes, values))
            return false;
        nodes[at] = test with { Low = (byte)low, Middle = (byte)values.Count };
        return Add(tree, tree.Right[node], nodes, values);
    }

    private CompiledNode? Test(Tree tree, int node)
    {
        var slot = featurizer.Slots[tree.Slot[node]];
        if (tree.Categories[node] is null && slot.Source != SlotSource.Category)
            return BinTest(tree, node);
        var input = slot.Input;
        var tested = tree.Categories[node] ?? [tree.Slot[node]];
        if (tested.Any(other => featurizer.Slots[other] is var s && (s.Input != input || s.Source != SlotSource.Category)))
            return null;
        return featurizer.Inputs[input].Categories!.Length <= CodeColumn.MostCategories ? TableTest(tree, node, input) : null;
    }

    private CompiledNode? BinTest(Tree tree, int node)
    {
        var slot = tree.Slot[node];
        if (thresholds[slot].Length > BinColumn.MostThresholds)
            return null;
        var column = Column(0, slot, () => new BinColumn(featurizer.Slots[slot], thresholds[slot]));
        var bin = Array.BinarySearch(thresholds[slot], tree.Threshold[node]);
        return tree.MissingLeft[node]
            ? new CompiledNode(Column(1, slot, () => new ShiftedColumn(column)), 0, TestKind.Above, (byte)(bin + 1), 0, 0)
            : new CompiledNode(column, 0, TestKind.Above, (byte)bin, 0, 0);
    }

    /// <summary>Tries the node on every category, and on none of them.</summary>
    private CompiledNode TableTest(Tree tree, int node, int input)
    {
        var categories = featurizer.Inputs[input].Categories!.Length;
        var column = Column(2, input, () => new CodeColumn(input, categories));
        var (kind, length) = categories < 64 ? (TestKind.Table64, 64) : categories < 128 ? (TestKind.Table128, 128) : (TestKind.Table256, 256);
        var start = tables.Count;
        var slots = new float[featurizer.Slots.Length];
        int[] tested = tree.Categories[node] ?? [tree.Slot[node]];
        for (var code = 0; code < length; code++)
        {
            foreach (var slot in tested)
                slots[slot] = featurizer.Slots[slot].Of(float.NaN, code);
            tables.Add(tree.GoesLeft(node, slots) ? (byte)0 : byte.MaxValue);
        }
        return new CompiledNode(column, start, kind, 0, 0, 0);
    }

    private int Column(int kind, int of, Func<ByteColumn> make)
    {
        if (columnOf.TryGetValue((kind, of), out var index))
            return index;
        var column = make();
        columnOf.Add((kind, of), columns.Count);
        columns.Add(column);
        return columns.Count - 1;
    }
}
