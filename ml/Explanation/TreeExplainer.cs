using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.Explanation;

/// <summary>Exact contributions of the features to a tree ensemble's score (Tree-SHAP), 256 rows at a time: by looking up where a
/// tree is narrow enough, else by its polynomial.</summary>
internal sealed unsafe class TreeExplainer : Explainer
{
    private const int Lanes = 8;
    private const nuint Alignment = 64;

    /// <summary>Contributions of so many trees are added up in float32, then in double.</summary>
    private const int FloatTrees = 8;

    private readonly TreeScorer scorer;
    private readonly Featurizer featurizer;
    private readonly BlockScorer? blocks;
    private readonly PatternTree?[] patterns;
    private readonly ShapTree?[] trees;
    private readonly int maxNodes;
    private readonly int workspace;
    private readonly int patternBytes;

    /// <param name="scorer">Trees that know their covers.</param>
    public TreeExplainer(TreeScorer scorer)
    {
        this.scorer = scorer;
        (featurizer, blocks) = (scorer.Featurizer, scorer.Blocks);
        var all = scorer.Ensemble.Trees;
        (patterns, trees) = (new PatternTree?[all.Length], new ShapTree?[all.Length]);
        var expected = new double[all.Length];
        Parallel.For(0, all.Length, t =>
        {
            patterns[t] = blocks is null ? null : PatternTree.Find(all[t], scorer.Tests[t], featurizer);
            (trees[t], expected[t]) = ShapTreeBuilder.Build(all[t], featurizer);
            trees[t] = patterns[t] is null ? trees[t] : null;
        });
        Base = expected.Sum();
        maxNodes = all.Max(tree => tree.Nodes);
        workspace = trees.Max(tree => tree?.Workspace ?? 0);
        patternBytes = patterns.Max(tree => tree?.Workspace ?? 0);
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
        var features = featurizer.Features.Length;
        var cellBytes = blocks?.CellBytes ?? 0;
        var vectors = (to - from + Lanes - 1) / Lanes;
        var size = (features * BlockScorer.Rows * (sizeof(double) + sizeof(float))) + cellBytes + patternBytes
            + ((maxNodes + workspace) * sizeof(Vector256<float>));
        var memory = (byte*)NativeMemory.AlignedAlloc((nuint)size, Alignment);
        try
        {
            var totals = (double*)memory;
            var sums = (float*)(totals + (features * BlockScorer.Rows));
            var cells = (byte*)(sums + (features * BlockScorer.Rows));
            var work = cells + cellBytes;
            var goesLeft = (Vector256<float>*)(work + patternBytes);
            new Span<byte>(memory, (int)(cells - memory)).Clear();
            blocks?.Fill(rows, from, to - from, cells);
            var slots = blocks is null ? Slots(rows, from, to) : null;
            for (var t = 0; t < trees.Length; t++)
            {
                if (patterns[t] is { } pattern)
                    pattern.Explain(cells, to - from, sums, work);
                else
                    ExplainByPolynomial(t, slots, vectors, cells, sums, goesLeft);
                if (t % FloatTrees == FloatTrees - 1 || t == trees.Length - 1)
                    AddUp(sums, totals, features * BlockScorer.Rows);
            }
            for (var row = 0; row < to - from; row++)
            {
                for (var feature = 0; feature < features; feature++)
                    contributions[((from + row) * features) + feature] = (float)totals[(feature * BlockScorer.Rows) + row];
            }
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    private void ExplainByPolynomial(int t, float[][]? slots, int vectors, byte* cells, float* sums, Vector256<float>* goesLeft)
    {
        for (var row = 0; row < vectors * Lanes; row += Lanes)
        {
            if (slots is null)
                blocks!.GoesLeft(t, cells + row, goesLeft);
            else
                Test(scorer.Ensemble.Trees[t], slots, row, goesLeft);
            trees[t]!.Explain(goesLeft, sums + row, BlockScorer.Rows, goesLeft + maxNodes);
        }
    }

    private static void AddUp(float* sums, double* totals, int count)
    {
        for (var i = 0; i < count; i += Lanes)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Load(sums + i));
            (Vector256.Load(totals + i) + lower).Store(totals + i);
            (Vector256.Load(totals + i + (Lanes / 2)) + upper).Store(totals + i + (Lanes / 2));
            Vector256<float>.Zero.Store(sums + i);
        }
    }

    /// <summary>What the trees look at, row by row; the last vector is filled up.</summary>
    private float[][] Slots(InputRows rows, int from, int to)
    {
        var slots = new float[(to - from + Lanes - 1) / Lanes * Lanes][];
        for (var row = 0; row < slots.Length; row++)
        {
            slots[row] = new float[featurizer.Slots.Length];
            if (from + row < to)
                rows.FillSlots(from + row, slots[row]);
        }
        return slots;
    }

    /// <summary>Tests rows one by one, where there is no compiled form; nodes are counted in preorder as the branches
    /// are.</summary>
    private static void Test(Tree tree, float[][] slots, int row, Vector256<float>* goesLeft)
    {
        var number = 0;
        Visit(0);

        void Visit(int node)
        {
            if (node < 0)
                return;
            Span<int> lanes = stackalloc int[Lanes];
            for (var lane = 0; lane < Lanes; lane++)
                lanes[lane] = tree.GoesLeft(node, slots[row + lane]) ? -1 : 0;
            goesLeft[number++] = Vector256.Create<int>(lanes).AsSingle();
            Visit(tree.Left[node]);
            Visit(tree.Right[node]);
        }
    }
}
