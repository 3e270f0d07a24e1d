using ReapFunctions.Ml.Binning;

namespace ReapFunctions.Ml.Scoring;

/// <summary>A test: the row goes right where its cell is above <paramref name="Cell"/>.</summary>
internal readonly record struct CellTest(int Column, int Cell);

/// <summary>
/// Turns tests over slots into comparisons of cells: what the thresholds of all trees cut a number into are its bins. Several
/// trees, and both ways of scoring, share the columns.
/// </summary>
internal sealed class TreeCompiler
{
    private readonly Featurizer featurizer;
    private readonly Dictionary<int, ThresholdTable> bins;
    private readonly List<CellColumn> columns = [];
    private readonly Dictionary<(int Input, bool MissingLeft, string? Right), int> columnOf = [];

    private TreeCompiler(Featurizer featurizer, TreeEnsemble ensemble)
    {
        this.featurizer = featurizer;
        bins = ensemble.Trees
            .SelectMany(tree => Enumerable.Range(0, tree.Nodes)
                .Where(node => tree.Categories[node] is null && featurizer.Slots[tree.Slot[node]].Category < 0)
                .Select(node => (tree.Slot[node], tree.Threshold[node])))
            .GroupBy(test => featurizer.Slots[test.Item1].Input, test => test.Item2)
            .ToDictionary(group => group.Key, group => new ThresholdTable([.. group.Distinct().Order()]));
    }

    /// <returns>The columns, and the test of every node of every tree.</returns>
    /// <exception cref="NotSupportedException">A categorical test mixes raw columns, or tests a number.</exception>
    public static (CellColumn[] Columns, CellTest[][] Tests) Compile(Featurizer featurizer, TreeEnsemble ensemble)
    {
        var compiler = new TreeCompiler(featurizer, ensemble);
        var tests = Array.ConvertAll(ensemble.Trees, tree =>
            Enumerable.Range(0, tree.Nodes).Select(node => compiler.Test(tree, node)).ToArray());
        return ([.. compiler.columns], tests);
    }

    private CellTest Test(Tree tree, int node)
    {
        var input = featurizer.Slots[tree.Slot[node]].Input;
        if (tree.Categories[node] is null && featurizer.Slots[tree.Slot[node]].Category < 0)
        {
            var bin = bins[input].Thresholds.BinarySearch(tree.Threshold[node]);
            var column = Column(new CellColumn(input, bins[input], false, null), null);
            return tree.MissingLeft[node]
                ? new CellTest(Column(new CellColumn(input, bins[input], true, null, column), null), bin + 1)
                : new CellTest(column, bin);
        }
        int[] tested = tree.Categories[node] ?? [tree.Slot[node]];
        if (tested.Any(slot => featurizer.Slots[slot].Input != input || featurizer.Slots[slot].Category < 0))
            throw new NotSupportedException($"A test of the slots {string.Join(", ", tested)} is not of one categorical column.");
        var right = RightOf(tree, node, tested, featurizer.Inputs[input].Categories!.Length);
        return new CellTest(Column(new CellColumn(input, null, false, right), Convert.ToHexString(right)), 0);
    }

    /// <summary>Tries the node on every category, and on none of them.</summary>
    private byte[] RightOf(Tree tree, int node, int[] tested, int categories)
    {
        var right = new byte[categories + 1];
        var slots = new float[featurizer.Slots.Length];
        for (var code = 0; code <= categories; code++)
        {
            foreach (var slot in tested)
                slots[slot] = featurizer.Slots[slot].ValueOf(0, code < categories ? code : -1);
            right[code] = tree.GoesLeft(node, slots) ? (byte)0 : (byte)1;
        }
        return right;
    }

    private int Column(CellColumn column, string? right)
    {
        var key = (column.Input, column.MissingLeft, right);
        if (columnOf.TryGetValue(key, out var index))
            return index;
        columns.Add(column);
        return columnOf[key] = columns.Count - 1;
    }
}
