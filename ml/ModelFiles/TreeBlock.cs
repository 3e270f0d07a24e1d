using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>The model block of ML.NET's tree ensembles.</summary>
internal static class TreeBlock
{
    private const byte RegressionTree = 0;
    private const byte ForestTree = 2;

    public static ComponentWriter Write(TreeEnsemble ensemble, int slots)
    {
        var writer = new ComponentWriter(new Component("FTREE BC", 0x00010005, "FastTreeBinaryExec", "Microsoft.ML.FastTree"));
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
        writer.Array<double>(new double[tree.Nodes], block.Write);
        block.Write(0);
        block.Write(0);
    }

    /// <summary>The value that stands for NaN at a node: below every threshold or above it.</summary>
    private static float DefaultForMissing(Tree tree, int node) =>
        tree.Categories[node] is not null ? 0 : tree.MissingLeft[node] ? float.NegativeInfinity : float.PositiveInfinity;

    /// <param name="reader">At the start of the block.</param>
    /// <param name="defaultsFrom">Version from which the defaults for missing values stand in the file.</param>
    /// <param name="categoriesFrom">Version from which categorical tests do.</param>
    public static TreeEnsemble Read(ComponentReader reader, uint defaultsFrom, uint categoriesFrom)
    {
        if (reader.Int() != sizeof(float))
            throw reader.Fault("does not hold 4-byte numbers");
        var trees = new Tree[reader.Count(minBytesEach: 64)];
        for (var i = 0; i < trees.Length; i++)
            trees[i] = ReadTree(reader, reader.Version >= defaultsFrom, reader.Version >= categoriesFrom);
        return trees.Length > 0 ? new TreeEnsemble(trees) : throw reader.Fault("holds no tree");
    }

    private static Tree ReadTree(ComponentReader reader, bool defaults, bool categories)
    {
        var kind = reader.Byte();
        if (kind is not (RegressionTree or ForestTree))
            throw reader.Fault($"holds a tree of kind {kind}; kinds 0 (regression) and 2 (forest) can be read");
        var leaves = reader.Int();
        if (leaves < 2)
            throw reader.Fault($"holds a tree of {leaves} leaves; at least 2 are needed");
        reader.Skip(2 * sizeof(double));
        var (left, right, slot) = (reader.Ints(), reader.Ints(), reader.Ints());
        var listed = categories ? ReadCategories(reader, left.Length) : new int[left.Length][];
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
        // What LightGBM could not split is written as a node that leads to itself, and counts nothing.
        if (nodes == 1 && left[0] == 0)
            return Tree.Constant(0, 0) with { NodeCover = null, LeafCover = null };
        var tree = new Tree
        {
            Left = left[..nodes],
            Right = right[..nodes],
            // LightGBM names no slot at a categorical node.
            Slot = [.. slot[..nodes].Select((tested, node) => listed[node] is [var first, ..] ? first : tested)],
            Threshold = threshold,
            MissingLeft = MissingLeft(threshold, missing),
            Categories = listed[..nodes],
            Values = values[..leaves],
        };
        Check(reader, tree);
        return tree;
    }

    private static int[]?[] ReadCategories(ComponentReader reader, int capacity)
    {
        var listed = new int[]?[capacity];
        foreach (var node in reader.Ints())
        {
            if (node < 0 || node >= capacity)
                throw reader.Fault($"names node {node} of {capacity} as categorical");
            var set = reader.Ints();
            if (set.Length == 0 || Array.Exists(set, slot => slot < 0))
                throw reader.Fault("has a categorical node without valid slots");
            listed[node] = set;
            reader.Skip(2 * sizeof(int));
        }
        return listed;
    }

    /// <summary>NaN is replaced by the node's default before the test; without defaults it goes right. All zeros is
    /// none.</summary>
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

    /// <summary>Refuses trees that could loop or read outside their arrays.</summary>
    private static void Check(ComponentReader reader, Tree tree)
    {
        var (seen, leafSeen) = (new bool[tree.Nodes], new bool[tree.Values.Length]);
        var open = new Stack<int>([0]);
        while (open.TryPop(out var node))
        {
            if (seen[node])
                throw reader.Fault($"holds a tree whose node {node} is reached twice");
            seen[node] = true;
            if (tree.Slot[node] < 0)
                throw reader.Fault($"holds a tree that tests slot {tree.Slot[node]}");
            foreach (var child in (ReadOnlySpan<int>)[tree.Left[node], tree.Right[node]])
            {
                if (child >= tree.Nodes || child < -tree.Values.Length || (child < 0 && leafSeen[~child]))
                    throw reader.Fault($"holds a tree whose node {node} leads to {child}");
                if (child >= 0)
                    open.Push(child);
                else
                    leafSeen[~child] = true;
            }
        }
    }
}
