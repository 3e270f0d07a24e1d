using System.Runtime.Intrinsics;
using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Explanation;

/// <summary>Exact contributions of the raw columns to a tree ensemble's score. Safe for use by several threads.</summary>
internal sealed class TreeExplainer
{
    private const int Lanes = 8;
    private const int ChunkRows = 512;

    private readonly TreeEnsemble ensemble;
    private readonly Featurizer featurizer;
    private readonly ShapTree[] trees;
    private readonly int workspace;
    private readonly int mostNodes;

    public TreeExplainer(TreeEnsemble ensemble, Featurizer featurizer)
    {
        this.ensemble = ensemble;
        this.featurizer = featurizer;
        trees = [.. ensemble.Trees.Select(tree => new ShapTree(tree, slot => featurizer.Slots[slot].Input))];
        workspace = trees.Max(tree => tree.Workspace);
        mostNodes = trees.Max(tree => tree.Nodes);
        Base = trees.Sum(tree => tree.Expected);
    }

    /// <summary>The mean raw score of the training rows.</summary>
    public double Base { get; }

    /// <param name="rows">The bound table.</param>
    /// <param name="contributions">Row by row, one value per raw column.</param>
    /// <param name="threads">Threads to use.</param>
    public void Explain(InputRows rows, Memory<float> contributions, int threads)
    {
        var chunks = (rows.Rows + ChunkRows - 1) / ChunkRows;
        Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = threads }, chunk =>
        {
            var from = chunk * ChunkRows;
            ExplainRows(rows, from, Math.Min(rows.Rows, from + ChunkRows), contributions.Span);
        });
    }

    private void ExplainRows(InputRows rows, int from, int to, Span<float> contributions)
    {
        var columns = featurizer.Inputs.Length;
        var slots = new float[Lanes][];
        for (var lane = 0; lane < Lanes; lane++)
            slots[lane] = new float[featurizer.Slots.Length];
        var goesLeft = new Vector512<double>[mostNodes];
        var work = new Vector512<double>[workspace];
        var sums = new Vector512<double>[columns];
        for (var row = from; row < to; row += Lanes)
        {
            var lanes = Math.Min(Lanes, to - row);
            for (var lane = 0; lane < lanes; lane++)
                rows.FillSlots(row + lane, slots[lane]);
            Array.Clear(sums);
            for (var t = 0; t < trees.Length; t++)
            {
                Test(ensemble.Trees[t], slots, goesLeft);
                trees[t].Explain(goesLeft, sums, work);
            }
            for (var lane = 0; lane < lanes; lane++)
            {
                for (var column = 0; column < columns; column++)
                    contributions[((row + lane) * columns) + column] = (float)sums[column][lane];
            }
        }
    }

    private static void Test(Tree tree, float[][] slots, Vector512<double>[] goesLeft)
    {
        Span<long> lanes = stackalloc long[Lanes];
        for (var node = 0; node < tree.Nodes; node++)
        {
            for (var lane = 0; lane < Lanes; lane++)
                lanes[lane] = tree.GoesLeft(node, slots[lane]) ? -1 : 0;
            goesLeft[node] = Vector512.Create<long>(lanes).AsDouble();
        }
    }
}
