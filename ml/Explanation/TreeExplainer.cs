using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.Explanation;

/// <summary>Exact contributions of the raw columns to a tree ensemble's score (Tree-SHAP).</summary>
internal sealed unsafe class TreeExplainer : Explainer
{
    private const int Lanes = 16;
    private const nuint Alignment = 64;

    private readonly TreeScorer scorer;
    private readonly Featurizer featurizer;
    private readonly BlockScorer? blocks;
    private readonly ShapTree[] trees;
    private readonly int workspace;
    private readonly int maxNodes;

    /// <param name="scorer">Trees that know their covers.</param>
    public TreeExplainer(TreeScorer scorer)
    {
        this.scorer = scorer;
        (featurizer, blocks) = (scorer.Featurizer, scorer.Blocks);
        trees = new ShapTree[scorer.Ensemble.Trees.Length];
        for (var i = 0; i < trees.Length; i++)
        {
            (trees[i], var expected) = ShapTreeBuilder.Build(scorer.Ensemble.Trees[i], featurizer);
            Base += expected;
        }
        workspace = trees.Max(tree => tree.Workspace);
        maxNodes = scorer.Ensemble.Trees.Max(tree => tree.Nodes);
    }

    /// <param name="rows">The bound table.</param>
    /// <param name="contributions">Row by row, one value per feature.</param>
    public void Explain(InputRows rows, Memory<float> contributions)
    {
        var chunks = (rows.Rows + BlockScorer.Rows - 1) / BlockScorer.Rows;
        Parallel.For(0, chunks, chunk =>
        {
            var from = chunk * BlockScorer.Rows;
            ExplainRows(rows, from, Math.Min(rows.Rows, from + BlockScorer.Rows), contributions.Span);
        });
    }

    private void ExplainRows(InputRows rows, int from, int to, Span<float> contributions)
    {
        var columns = featurizer.Features.Length;
        var vectors = maxNodes + columns + workspace;
        var cellBytes = blocks?.CellBytes ?? 0;
        var memory = (byte*)NativeMemory.AlignedAlloc((nuint)((vectors * sizeof(Vector512<float>)) + (columns * Lanes * sizeof(double)) + cellBytes), Alignment);
        try
        {
            var goesLeft = (Vector512<float>*)memory;
            var sums = goesLeft + maxNodes;
            var work = sums + columns;
            var totals = (double*)(work + workspace);
            var cells = (byte*)(totals + (columns * Lanes));
            blocks?.Fill(rows, from, to - from, cells);
            for (var row = from; row < to; row += Lanes)
            {
                var lanes = Math.Min(Lanes, to - row);
                new Span<double>(totals, columns * Lanes).Clear();
                var slots = blocks is null ? Slots(rows, row, lanes) : [];
                for (var t = 0; t < trees.Length; t++)
                {
                    new Span<Vector512<float>>(sums, columns).Clear();
                    if (blocks is not null)
                        blocks.GoesLeft(t, cells + (row - from), goesLeft);
                    else
                        Test(scorer.Ensemble.Trees[t], slots, goesLeft);
                    trees[t].Explain(goesLeft, sums, work);
                    AddUp(sums, totals, columns);
                }
                for (var lane = 0; lane < lanes; lane++)
                {
                    for (var column = 0; column < columns; column++)
                        contributions[((row + lane) * columns) + column] = (float)totals[(column * Lanes) + lane];
                }
            }
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    private static void AddUp(Vector512<float>* sums, double* totals, int columns)
    {
        for (var column = 0; column < columns; column++)
        {
            var (lower, upper) = Vector512.Widen(sums[column]);
            var total = totals + (column * Lanes);
            (Vector512.LoadAligned(total) + lower).StoreAligned(total);
            (Vector512.LoadAligned(total + 8) + upper).StoreAligned(total + 8);
        }
    }

    private float[][] Slots(InputRows rows, int row, int lanes)
    {
        var slots = new float[Lanes][];
        for (var lane = 0; lane < Lanes; lane++)
        {
            slots[lane] = new float[featurizer.Slots.Length];
            if (lane < lanes)
                rows.FillSlots(row + lane, slots[lane]);
        }
        return slots;
    }

    /// <summary>Tests rows one by one, where there is no compiled form; nodes are counted in preorder as the branches are.</summary>
    private static void Test(Tree tree, float[][] slots, Vector512<float>* goesLeft)
    {
        var number = 0;
        Visit(0);

        void Visit(int node)
        {
            if (node < 0)
                return;
            Span<int> lanes = stackalloc int[Lanes];
            for (var lane = 0; lane < Lanes; lane++)
                lanes[lane] = tree.GoesLeft(node, slots[lane]) ? -1 : 0;
            goesLeft[number++] = Vector512.Create<int>(lanes).AsSingle();
            Visit(tree.Left[node]);
            Visit(tree.Right[node]);
        }
    }
}
