using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ReapFunctions.Ml.Scoring;

/// <summary>
/// Scores one row: eight trees are walked side by side, so that the processor waits for eight nodes at once, and no step branches
/// on data.
/// <code>
///   node = next[node] + (cell[column[node]] > bin[node] ? 1 : 0)        siblings are neighbours; a leaf leads to itself
/// </code>
/// </summary>
internal sealed class RowScorer
{
    private const int Width = 8;

    private readonly RowNode[] nodes;
    private readonly double[] values;
    private readonly int[] roots;
    private readonly int[] depths;

    /// <param name="ensemble">The trees.</param>
    /// <param name="tests">The test of every node of every tree.</param>
    public RowScorer(TreeEnsemble ensemble, CellTest[][] tests)
    {
        var count = ensemble.Trees.Sum(tree => tree.Nodes + tree.Values.Length) + 1;
        (nodes, values) = (new RowNode[count], new double[count]);
        var padded = (ensemble.Trees.Length + Width - 1) / Width * Width;
        (roots, depths) = (new int[padded], new int[padded / Width]);
        // The last node is a leaf of value 0, for the trees that fill the last eight up.
        nodes[^1] = RowNode.Leaf(count - 1);
        roots.AsSpan().Fill(count - 1);
        var free = 0;
        for (var t = 0; t < ensemble.Trees.Length; t++)
        {
            roots[t] = free++;
            var depth = Place(ensemble.Trees[t], tests[t], 0, roots[t], ref free);
            depths[t / Width] = Math.Max(depths[t / Width], depth);
        }
    }

    /// <summary>The raw score of a row's cells.</summary>
    public float Score(ReadOnlySpan<ushort> cells)
    {
        ref var cell = ref MemoryMarshal.GetReference(cells);
        ref var node = ref MemoryMarshal.GetArrayDataReference(nodes);
        double sum = 0;
        for (var group = 0; group < depths.Length; group++)
        {
            var eight = roots.AsSpan(group * Width, Width);
            var (a, b, c, d) = (eight[0], eight[1], eight[2], eight[3]);
            var (e, f, g, h) = (eight[4], eight[5], eight[6], eight[7]);
            for (var level = depths[group]; level > 0; level--)
            {
                a = Next(ref node, ref cell, a);
                b = Next(ref node, ref cell, b);
                c = Next(ref node, ref cell, c);
                d = Next(ref node, ref cell, d);
                e = Next(ref node, ref cell, e);
                f = Next(ref node, ref cell, f);
                g = Next(ref node, ref cell, g);
                h = Next(ref node, ref cell, h);
            }
            sum = sum + values[a] + values[b] + values[c] + values[d] + values[e] + values[f] + values[g] + values[h];
        }
        return (float)sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(ref RowNode nodes, ref ushort cells, int at)
    {
        ref var node = ref Unsafe.Add(ref nodes, at);
        return node.Next + ((node.Cell - Unsafe.Add(ref cells, node.Column)) >>> 31);
    }

    /// <returns>The depth below.</returns>
    private int Place(Tree tree, CellTest[] tests, int child, int at, ref int free)
    {
        if (child < 0)
        {
            (nodes[at], values[at]) = (RowNode.Leaf(at), tree.Values[~child]);
            return 0;
        }
        var next = free;
        free += 2;
        nodes[at] = new RowNode((ushort)tests[child].Column, (ushort)tests[child].Cell, next);
        var left = Place(tree, tests, tree.Left[child], next, ref free);
        return 1 + Math.Max(left, Place(tree, tests, tree.Right[child], next + 1, ref free));
    }

    private readonly record struct RowNode(ushort Column, ushort Cell, int Next)
    {
        public static RowNode Leaf(int at) => new(0, ushort.MaxValue, at);
    }
}
