using System.Runtime.Intrinsics;
using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Explanation;

/// <summary>Exact path-dependent Tree-SHAP of one tree (Lundberg et al. 2020), eight rows at a time.</summary>
/// <remarks>
/// At a leaf with value v and the columns M on its path, let o_j be 1 when the row passes all tests of column j (else 0) and z_j
/// the share of rows that would pass them. The Shapley value of column i sums over subsets of M; written as an integral,
/// <code>
///   phi_i = v (o_i - z_i) ∫₀¹ Π_{j≠i} (t o_j + (1-t) z_j) dt,
/// </code>
/// it is that of a polynomial of degree |M| - 1, which Gauss and Legendre's ⌈|M|/2⌉ points give exactly. At each point q the
/// product over a path is shared by all leaves below it:
/// <code>
///   down:  P(branch) = P(parent) · f,   f = o ? t + (1-t) z : (1-t) z      (replacing the column's earlier factor)
///   up:    G(branch) = v · P at a leaf, else the sum of both branches below
///          phi_column += Σ_q w_q (o - z) G / f                              (taking back the column's earlier term)
/// </code>
/// </remarks>
internal sealed class ShapTree
{
    private readonly ShapEdge[] edges;
    private readonly double[] leafValues;
    private readonly int order;

    // By edge and point: the factor when the row passes (one) and when it does not (zero), and what multiplies G.
    private readonly double[] factorOne;
    private readonly double[] factorZero;
    private readonly double[] gainOne;
    private readonly double[] gainZero;

    public ShapTree(Tree tree, Func<int, int> columnOfSlot)
    {
        leafValues = tree.Values;
        var list = new List<ShapEdge>();
        var widest = 0;
        Expected = Add(tree, columnOfSlot, 0, -1, list, 1, ref widest);
        edges = [.. list];
        order = Math.Max(1, (widest + 1) / 2);
        Nodes = tree.Nodes;
        var (points, weights) = GaussLegendre.OfOrder(order);
        factorOne = new double[edges.Length * order];
        factorZero = new double[edges.Length * order];
        gainOne = new double[edges.Length * order];
        gainZero = new double[order];
        for (var q = 0; q < order; q++)
        {
            gainZero[q] = -weights[q] / (1 - points[q]);
            for (var e = 0; e < edges.Length; e++)
            {
                var z = edges[e].Share;
                factorOne[(e * order) + q] = points[q] + ((1 - points[q]) * z);
                factorZero[(e * order) + q] = (1 - points[q]) * z;
                gainOne[(e * order) + q] = weights[q] * (1 - z) / factorOne[(e * order) + q];
            }
        }
    }

    /// <summary>The tree's mean over its training rows: its part of the base value.</summary>
    public double Expected { get; }

    public int Nodes { get; }

    /// <summary>Vectors of working space that <see cref="Explain"/> needs.</summary>
    public int Workspace => edges.Length * ((2 * order) + 1);

    /// <param name="goesLeft">By node: all bits set in the lanes of rows that go left.</param>
    /// <param name="contributions">By column: what this tree adds is added.</param>
    /// <param name="work">Working space.</param>
    public void Explain(ReadOnlySpan<Vector512<double>> goesLeft, Span<Vector512<double>> contributions, Span<Vector512<double>> work)
    {
        var products = work[..(edges.Length * order)];
        var sums = work.Slice(products.Length, products.Length);
        var passes = work.Slice(2 * products.Length, edges.Length);
        Down(goesLeft, products, sums, passes);
        Up(contributions, sums, passes);
    }

    private void Down(
        ReadOnlySpan<Vector512<double>> goesLeft, Span<Vector512<double>> products, Span<Vector512<double>> sums, Span<Vector512<double>> passes)
    {
        for (var e = 0; e < edges.Length; e++)
        {
            ref readonly var edge = ref edges[e];
            var pass = edge.IsLeft ? goesLeft[edge.Node] : ~goesLeft[edge.Node];
            if (edge.Previous >= 0)
                pass &= passes[edge.Previous];
            passes[e] = pass;
            for (var q = 0; q < order; q++)
            {
                var at = (e * order) + q;
                var product = Vector512.ConditionalSelect(pass, Vector512.Create(factorOne[at]), Vector512.Create(factorZero[at]));
                if (edge.Parent >= 0)
                    product *= products[(edge.Parent * order) + q];
                if (edge.Previous >= 0)
                {
                    var before = (edge.Previous * order) + q;
                    product /= Vector512.ConditionalSelect(
                        passes[edge.Previous], Vector512.Create(factorOne[before]), Vector512.Create(factorZero[before]));
                }
                products[at] = product;
                sums[at] = edge.Leaf >= 0 ? product * Vector512.Create(leafValues[edge.Leaf]) : Vector512<double>.Zero;
            }
        }
    }

    private void Up(Span<Vector512<double>> contributions, Span<Vector512<double>> sums, Span<Vector512<double>> passes)
    {
        for (var e = edges.Length - 1; e >= 0; e--)
        {
            ref readonly var edge = ref edges[e];
            var sum = Vector512<double>.Zero;
            for (var q = 0; q < order; q++)
            {
                var at = (e * order) + q;
                var below = sums[at];
                sum += below * Vector512.ConditionalSelect(passes[e], Vector512.Create(gainOne[at]), Vector512.Create(gainZero[q]));
                if (edge.Previous >= 0)
                {
                    sum -= below * Vector512.ConditionalSelect(
                        passes[edge.Previous], Vector512.Create(gainOne[(edge.Previous * order) + q]), Vector512.Create(gainZero[q]));
                }
                if (edge.Parent >= 0)
                    sums[(edge.Parent * order) + q] += below;
            }
            contributions[edge.Column] += sum;
        }
    }

    /// <summary>Lists the branches below a node in preorder.</summary>
    /// <returns>The mean of the leaf values below, weighted by cover.</returns>
    private static double Add(
        Tree tree, Func<int, int> columnOfSlot, int node, int parent, List<ShapEdge> list, int depth, ref int widest)
    {
        var column = columnOfSlot(tree.Slot[node]);
        var previous = parent;
        while (previous >= 0 && list[previous].Column != column)
            previous = list[previous].Parent;
        var share = previous < 0 ? 1 : list[previous].Share;
        widest = Math.Max(widest, depth);
        double expected = 0;
        foreach (var isLeft in (ReadOnlySpan<bool>)[true, false])
        {
            var child = isLeft ? tree.Left[node] : tree.Right[node];
            var ratio = (child >= 0 ? tree.NodeCover![child] : tree.LeafCover![~child]) / tree.NodeCover![node];
            var edge = list.Count;
            list.Add(new ShapEdge(node, isLeft, parent, previous, column, share * ratio, child >= 0 ? -1 : ~child));
            var below = child >= 0
                ? Add(tree, columnOfSlot, child, edge, list, NewColumns(tree, columnOfSlot, child, edge, list, depth), ref widest)
                : tree.Values[~child];
            expected += ratio * below;
        }
        return expected;
    }

    /// <summary>Distinct columns on the path once the child's own test is added.</summary>
    private static int NewColumns(Tree tree, Func<int, int> columnOfSlot, int child, int edge, List<ShapEdge> list, int depth)
    {
        var column = columnOfSlot(tree.Slot[child]);
        for (var above = edge; above >= 0; above = list[above].Parent)
        {
            if (list[above].Column == column)
                return depth;
        }
        return depth + 1;
    }
}
