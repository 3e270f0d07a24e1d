using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>The model block of ML.NET's tree ensembles.</summary>
internal static class TreeBlock
{
    private const byte RegressionTree = 0;
    private const byte ForestTree = 2;

    public static ComponentWriter Write(TreeEnsemble ensemble, int slots)
    {
        var writer = new ComponentWriter(Component.FastTreeBinary);
        writer.Block.Write(sizeof(float));
        writer.Block.Write(ensemble.Trees.Length);
        foreach (var tree in ensemble.Trees)
            WriteTree(writer, tree);
        writer.Block.Write(0.0);
        writer.Text(null);
        writer.Text(null);
        writer.Block.Write(slots);
        return writer;
    }

    private static void WriteTree(ComponentWriter writer, Tree tree)
    {
        var block = writer.Block;
        block.Write(RegressionTree);
        block.Write(tree.Nodes + 1);
        block.Write(tree.Values.Max());
        block.Write(1.0);
        writer.Array<int>(tree.Left, block.Write);
        writer.Array<int>(tree.Right, block.Write);
        writer.Array<int>(tree.Slot, block.Write);
        int[] categorical = [.. Enumerable.Range(0, tree.Nodes).Where(node => tree.Categories[node] is not null)];
        writer.Array<int>(categorical, block.Write);
        foreach (var node in categorical)
        {
            var listed = tree.Categories[node]!;
            writer.Array<int>(listed, block.Write);
            block.Write(listed[0]);
            block.Write(listed[^1]);
        }
        block.Write(0);
        writer.Array<float>(tree.Threshold, block.Write);
        writer.Array<float>([.. Enumerable.Range(0, tree.Nodes).Select(node => DefaultForMissing(tree, node))], block.Write);
        writer.Array<double>(tree.Values, block.Write);
        writer.Array<double>(tree.Gains, block.Write);
        block.Write(0);
        block.Write(0);
    }

    /// <summary>The value that stands for NaN at a node: below every threshold or above it.</summary>
    private static float DefaultForMissing(Tree tree, int node) =>
        tree.Categories[node] is not null ? 0 : tree.MissingLeft[node] ? float.NegativeInfinity : float.PositiveInfinity;

    /// <param name="reader">At the start of the block.</param>
    /// <param name="slots">Length of the feature vector.</param>
    /// <param name="defaultsFrom">Version from which the defaults for missing values stand in the file.</param>
    /// <param name="categoriesFrom">Version from which categorical tests do.</param>
    public static TreeEnsemble Read(ComponentReader reader, int slots, uint defaultsFrom, uint categoriesFrom)
    {
        if (reader.Int() != sizeof(float))
            throw reader.Fault("does not hold 4-byte numbers");
        var trees = new Tree[reader.Count(leastBytesEach: 64)];
        for (var i = 0; i < trees.Length; i++)
            trees[i] = ReadTree(reader, slots, reader.Version >= defaultsFrom, reader.Version >= categoriesFrom);
        reader.SkipRest();
        return trees.Length > 0 ? new TreeEnsemble(trees) : throw reader.Fault("holds no tree");
    }

    private static Tree ReadTree(ComponentReader reader, int slots, bool defaults, bool categories)
    {
        var kind = reader.Byte();
        if (kind is not (RegressionTree or ForestTree))
            throw reader.Fault($"holds a tree of kind {kind}; kinds 0 (regression) and 2 (forest) can be read");
        var leaves = reader.Int();
        if (leaves < 2)
            throw reader.Fault($"holds a tree of {leaves} leaves; at least 2 are needed");
        reader.Skip(2 * sizeof(double));
        var (left, right, slot) = (reader.Ints(), reader.Ints(), reader.Ints());
        var listed = categories ? ReadCategories(reader, left.Length, slots) : new int[left.Length][];
        reader.SkipArray(sizeof(uint));
        var threshold = reader.Floats();
        var missing = defaults ? reader.Floats() : [];
        var (values, gains) = (reader.Doubles(), reader.Doubles());
        reader.SkipArray(sizeof(double));
        reader.SkipArray(sizeof(double));
        if (kind == ForestTree)
        {
            reader.SkipArray(sizeof(double));
            if (reader.Version >= 0x00010002)
                reader.SkipArray(sizeof(double));
        }
        var nodes = leaves - 1;
        if (left.Length < nodes || right.Length < nodes || slot.Length < nodes || values.Length < leaves
            || threshold.Length != nodes || gains.Length < nodes || (missing.Length > 0 && missing.Length != nodes))
        {
            throw reader.Fault($"holds a tree of {leaves} leaves whose arrays have other lengths");
        }
        var tree = new Tree
        {
            Left = left[..nodes],
            Right = right[..nodes],
            Slot = slot[..nodes],
            Threshold = threshold,
            MissingLeft = MissingLeft(threshold, missing),
            Categories = listed[..nodes],
            Values = values[..leaves],
            Gains = gains[..nodes],
        };
        TreeCheck.Check(reader, tree, slots);
        return tree;
    }

    private static int[]?[] ReadCategories(ComponentReader reader, int capacity, int slots)
    {
        var listed = new int[]?[capacity];
        foreach (var node in reader.Ints())
        {
            if (node < 0 || node >= capacity)
                throw reader.Fault($"names node {node} of {capacity} as categorical");
            var set = reader.Ints();
            if (set.Length == 0 || set.Any(slot => slot < 0 || slot >= slots))
                throw reader.Fault($"has a categorical node without valid slots (the vector has {slots})");
            listed[node] = set;
            reader.Skip(2 * sizeof(int));
        }
        return listed;
    }

    /// <summary>NaN is replaced by the node's default before the test; without defaults it goes right. All zeros is none.</summary>
    private static bool[] MissingLeft(float[] threshold, float[] missing)
    {
        var left = new bool[threshold.Length];
        if (missing.Any(value => value != 0))
        {
            for (var node = 0; node < left.Length; node++)
                left[node] = missing[node] <= threshold[node];
        }
        return left;
    }
}
