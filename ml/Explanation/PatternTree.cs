using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.Explanation;

/// <summary>Exact path-dependent Tree-SHAP of one tree by looking up, 256 rows at a time.</summary>
/// <remarks>
/// What a leaf contributes to each feature depends only on which features of its path the row passes: with k features on the path
/// there are 2^k patterns, and all of them are worked out beforehand (as WOODELF and FastTreeSHAP do). Two leaves of one node
/// share their patterns and so their table. A row then needs one look-up per pair of leaves and feature:
/// <code>
///   pattern(child)  = pattern(node), with the bit of the node's feature set where the row passes (cleared where the feature
///   failed)
///   index(twig)     = pattern(node) and, above it, whether the row goes left
///   phi[feature]   += table(twig, feature)[index]
/// </code>
/// Six bits suffice up to depth six; trees that need more are explained by <see cref="ShapTree"/>.
/// </remarks>
internal sealed unsafe class PatternTree
{
    /// <summary>Bits of an index: a table of 64 entries per leaf and feature is as much as the nearest cache likes.</summary>
    private const int MaxBits = 6;
    private const int Lanes = 8;

    private readonly Tree tree;
    private readonly Featurizer featurizer;
    private readonly CellTest[] tests;
    private readonly List<PatternNode> nodes = [];
    private readonly List<Twig> twigs = [];
    private readonly List<float> tables = [];
    private readonly float[] values;

    private PatternTree(Tree tree, CellTest[] tests, Featurizer featurizer)
    {
        (this.tree, this.tests, this.featurizer) = (tree, tests, featurizer);
        IsNarrow = Add(0, -1, false, []);
        values = [.. tables];
    }

    /// <summary>Bytes of working space that <see cref="Explain"/> needs.</summary>
    public int Workspace => nodes.Count * 2 * BlockScorer.Rows;

    private bool IsNarrow { get; }

    /// <returns>Null when a path needs more bits.</returns>
    public static PatternTree? Find(Tree tree, CellTest[] tests, Featurizer featurizer) =>
        new PatternTree(tree, tests, featurizer) is { IsNarrow: true } found ? found : null;

    /// <param name="cells">The rows' cells, column by column.</param>
    /// <param name="rows">How many of the 256 rows.</param>
    /// <param name="sums">By feature 256 sums, to which this tree's contributions are added.</param>
    /// <param name="work">Working space.</param>
    public void Explain(byte* cells, int rows, float* sums, byte* work)
    {
        var patterns = work;
        var goesLeft = work + (nodes.Count * BlockScorer.Rows);
        var indices = stackalloc byte[BlockScorer.Rows];
        var twig = 0;
        for (var n = 0; n < nodes.Count; n++)
        {
            var node = nodes[n];
            var above = Vector256.Create(node.Above);
            for (var at = 0; at < rows; at += Vector256<byte>.Count)
            {
                var pattern = Vector256<byte>.Zero;
                if (node.Parent >= 0)
                {
                    var passes = Vector256.Load(goesLeft + (node.Parent * BlockScorer.Rows) + at);
                    passes = node.IsLeft ? passes : ~passes;
                    pattern = Vector256.Load(patterns + (node.Parent * BlockScorer.Rows) + at);
                    pattern = node.IsNew ? pattern | (passes & Vector256.Create(node.Bit))
                        : pattern & (passes | Vector256.Create((byte)~node.Bit));
                }
                pattern.Store(patterns + (n * BlockScorer.Rows) + at);
                var cell = Vector256.Load(cells + (node.Column * BlockScorer.Rows) + at);
                (~Vector256.Equals(Vector256.Max(cell, above), cell)).Store(goesLeft + (n * BlockScorer.Rows) + at);
            }
            if (twig == twigs.Count || twigs[twig].Node != n)
                continue;
            AddToSums(twigs[twig++], patterns + (n * BlockScorer.Rows), goesLeft + (n * BlockScorer.Rows), rows, sums, indices);
        }
    }

    private void AddToSums(Twig twig, byte* patterns, byte* goesLeft, int rows, float* sums, byte* indices)
    {
        for (var at = 0; at < rows; at += Vector256<byte>.Count)
        {
            (Vector256.Load(patterns + at) | (Vector256.Load(goesLeft + at) & Vector256.Create(twig.LeftBit)))
                .Store(indices + at);
        }
        fixed (float* table = &values[twig.Table])
        {
            for (var f = 0; f < twig.Features.Length; f++)
            {
                var entries = table + (f * twig.Entries);
                var sum = sums + (twig.Features[f] * BlockScorer.Rows);
                if (Avx2.IsSupported && twig.Entries == Lanes)
                    LookUpInOne(entries, indices, rows, sum);
                else if (Avx2.IsSupported && twig.Entries == 2 * Lanes)
                    LookUpInTwo(entries, indices, rows, sum);
                else
                    LookUp(entries, indices, rows, sum);
            }
        }
    }

    private static void LookUp(float* table, byte* indices, int rows, float* sums)
    {
        for (var row = 0; row < rows; row++)
            sums[row] += table[indices[row]];
    }

    /// <summary>Eight entries are one register.</summary>
    private static void LookUpInOne(float* table, byte* indices, int rows, float* sums)
    {
        var entries = Vector256.Load(table);
        for (var row = 0; row < rows; row += Lanes)
        {
            var found = Avx2.PermuteVar8x32(entries, Avx2.ConvertToVector256Int32(indices + row));
            (Vector256.Load(sums + row) + found).Store(sums + row);
        }
    }

    private static void LookUpInTwo(float* table, byte* indices, int rows, float* sums)
    {
        var (lower, upper) = (Vector256.Load(table), Vector256.Load(table + Lanes));
        for (var row = 0; row < rows; row += Lanes)
        {
            var index = Avx2.ConvertToVector256Int32(indices + row);
            // The fourth bit of an index, as the sign, chooses between both.
            var found = Avx.BlendVariable(Avx2.PermuteVar8x32(lower, index), Avx2.PermuteVar8x32(upper, index),
                Vector256.ShiftLeft(index, 28).AsSingle());
            (Vector256.Load(sums + row) + found).Store(sums + row);
        }
    }

    /// <param name="source">A node of the tree.</param>
    /// <param name="parent">The node above, in preorder.</param>
    /// <param name="isLeft">Whether this is its left child.</param>
    /// <param name="players">The features tested above, with the share of rows that pass all their tests.</param>
    /// <returns>False when a path needs too many bits.</returns>
    private bool Add(int source, int parent, bool isLeft, (int Feature, double Share)[] players)
    {
        var feature = featurizer.FeatureOfSlot[tree.Slot[source]];
        var place = Array.FindIndex(players, player => player.Feature == feature);
        var at = nodes.Count;
        if (players.Length + 1 > MaxBits)
            return false;
        var (bit, isNew) = parent < 0 ? (0, false) : BitOf(parent);
        nodes.Add(new PatternNode(
            parent, isLeft, isNew, (byte)bit, tests[source].Column, (byte)(tests[source].Cell + 1), feature, players));
        var (left, right) = (Passing(tree.Left[source]), Passing(tree.Right[source]));
        if (tree.Left[source] < 0 || tree.Right[source] < 0)
            AddTwig(at, place, left, right, source);
        return (tree.Left[source] < 0 || Add(tree.Left[source], at, true, left))
            && (tree.Right[source] < 0 || Add(tree.Right[source], at, false, right));

        (int, double)[] Passing(int child)
        {
            var share = (child < 0 ? tree.LeafCover![~child] : tree.NodeCover![child]) / tree.NodeCover![source];
            return place < 0 ? [.. players, (feature, share)]
                : [.. players[..place], (feature, share * players[place].Share), .. players[(place + 1)..]];
        }
    }

    /// <summary>The bit of a node's own feature in the patterns of its children, and whether the node is the first to test
    /// it.</summary>
    private (int Bit, bool IsNew) BitOf(int node)
    {
        var place = Array.FindIndex(nodes[node].Players, player => player.Feature == nodes[node].Feature);
        return place < 0 ? (1 << nodes[node].Players.Length, true) : (1 << place, false);
    }

    /// <summary>The table of a node's one or two leaves: for each of their features the contributions by index.</summary>
    private void AddTwig(int node, int place, (int Feature, double Share)[] left, (int Feature, double Share)[] right, int source)
    {
        var above = nodes[node].Players.Length;
        var entries = Math.Max(Lanes, 2 << above);
        twigs.Add(new Twig(node, tables.Count, entries, (byte)(1 << above), Array.ConvertAll(left, player => player.Feature)));
        var table = new double[left.Length][];
        for (var player = 0; player < table.Length; player++)
            table[player] = new double[entries];
        for (var index = 0; index < 2 << above; index++)
        {
            var goesLeft = (index >> above) != 0;
            AddLeaf(tree.Left[source], left, goesLeft);
            AddLeaf(tree.Right[source], right, !goesLeft);

            void AddLeaf(int child, (int Feature, double Share)[] players, bool passes)
            {
                if (child >= 0)
                    return;
                Span<bool> passed = stackalloc bool[players.Length];
                for (var player = 0; player < players.Length; player++)
                    passed[player] = player == (place < 0 ? above : place) ? passes && (place < 0 || (index >> player & 1) != 0)
                        : (index >> player & 1) != 0;
                AddContributions(tree.Values[~child], players, passed, table, index);
            }
        }
        tables.AddRange(table.SelectMany(contributions => contributions.Select(value => (float)value)));
    }

    /// <summary>phi_i = v (o_i - z_i) ∫₀¹ Π_{j≠i} (t o_j + (1-t) z_j) dt: the integral of a polynomial, exact at so many
    /// points.</summary>
    private static void AddContributions(double value, (int Feature, double Share)[] players, Span<bool> passed,
        double[][] table, int index)
    {
        var (points, weights) = GaussLegendre.OfOrder((players.Length + 1) / 2);
        for (var q = 0; q < points.Length; q++)
        {
            var product = value * weights[q];
            for (var j = 0; j < players.Length; j++)
                product *= Factor(players[j].Share, passed[j], points[q]);
            // A factor of 0 is a branch that no row takes: nothing is contributed behind it.
            for (var j = 0; product != 0 && j < players.Length; j++)
                table[j][index] += product * ((passed[j] ? 1 : 0) - players[j].Share) / Factor(players[j].Share, passed[j],
                    points[q]);
        }
    }

    private static double Factor(double share, bool passed, double t) => (passed ? t : 0) + ((1 - t) * share);

    /// <summary>A node in preorder: how its pattern comes from its parent's, and its test.</summary>
    private readonly record struct PatternNode(
        int Parent, bool IsLeft, bool IsNew, byte Bit, int Column, byte Above, int Feature,
        (int Feature, double Share)[] Players);

    /// <summary>A node with one or two leaves, its tables one behind the other.</summary>
    private readonly record struct Twig(int Node, int Table, int Entries, byte LeftBit, int[] Features);
}
