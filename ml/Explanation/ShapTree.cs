using System.Runtime.Intrinsics;

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
/// All factors are positive, so float32 loses nothing to cancellation; trees are added up in double.
/// </remarks>
internal sealed unsafe class ShapTree
{
    private readonly ShapEdge[] edges;
    private readonly int order;

    // By branch and point: what the product is multiplied with when the row passes, when it fails only here, and when it
    // already failed an earlier test of the column.
    private readonly float[] passes;
    private readonly float[] fails;
    private readonly float[] failed;

    // By branch and point: what G is multiplied with when the row passes; by point: when it does not.
    private readonly float[] gains;
    private readonly float[] losses;

    public ShapTree(ShapEdge[] edges, double[] shares, int widestPath)
    {
        this.edges = edges;
        order = Math.Max(1, (widestPath + 1) / 2);
        var (points, weights) = GaussLegendre.OfOrder(order);
        passes = new float[edges.Length * order];
        fails = new float[passes.Length];
        failed = new float[passes.Length];
        gains = new float[passes.Length];
        losses = new float[order];
        for (var q = 0; q < order; q++)
        {
            var t = points[q];
            losses[q] = (float)(-weights[q] / (1 - t));
            for (var e = 0; e < edges.Length; e++)
            {
                var (z, at) = (shares[e], (e * order) + q);
                var before = edges[e].Previous < 0 ? 1 : shares[edges[e].Previous];
                var (factor, earlier) = (t + ((1 - t) * z), edges[e].Previous < 0 ? 1 : t + ((1 - t) * before));
                passes[at] = (float)(factor / earlier);
                fails[at] = (float)((1 - t) * z / earlier);
                failed[at] = (float)(z / before);
                gains[at] = (float)(weights[q] * (1 - z) / factor);
            }
        }
    }

    /// <summary>Vectors of working space that <see cref="Explain"/> needs.</summary>
    public int Workspace => edges.Length * ((2 * order) + 1);

    /// <param name="goesLeft">By node: all bits set in the lanes of rows that go left.</param>
    /// <param name="contributions">By column eight sums, to which this tree's contributions are added.</param>
    /// <param name="stride">From one column's sums to the next.</param>
    /// <param name="work">Working space.</param>
    public void Explain(Vector256<float>* goesLeft, float* contributions, int stride, Vector256<float>* work)
    {
        var products = work;
        var sums = products + (edges.Length * order);
        var passed = sums + (edges.Length * order);
        Down(goesLeft, products, sums, passed);
        Up(contributions, stride, sums, passed);
    }

    private void Down(Vector256<float>* goesLeft, Vector256<float>* products, Vector256<float>* sums, Vector256<float>* passed)
    {
        fixed (float* pass = passes)
        fixed (float* fail = fails)
        fixed (float* gone = failed)
        {
            for (var e = 0; e < edges.Length; e++)
            {
                ref readonly var edge = ref edges[e];
                var goes = edge.IsLeft ? goesLeft[edge.Node] : ~goesLeft[edge.Node];
                var at = e * order;
                var above = edge.Parent * order;
                var before = edge.Previous < 0 ? Vector256<float>.AllBitsSet : passed[edge.Previous];
                passed[e] = goes & before;
                for (var q = 0; q < order; q++)
                {
                    var factor = Vector256.ConditionalSelect(goes, Vector256.Create(pass[at + q]),
                        Vector256.Create(fail[at + q]));
                    if (edge.Previous >= 0)
                        factor = Vector256.ConditionalSelect(before, factor, Vector256.Create(gone[at + q]));
                    if (edge.Parent >= 0)
                        factor *= products[above + q];
                    products[at + q] = factor;
                    sums[at + q] = edge.IsLeaf ? factor * Vector256.Create(edge.Value) : Vector256<float>.Zero;
                }
            }
        }
    }

    private void Up(float* contributions, int stride, Vector256<float>* sums, Vector256<float>* passed)
    {
        fixed (float* gain = gains)
        fixed (float* loss = losses)
        {
            for (var e = edges.Length - 1; e >= 0; e--)
            {
                ref readonly var edge = ref edges[e];
                var at = e * order;
                var above = edge.Parent * order;
                var goes = passed[e];
                var sum = Vector256.Load(contributions + (edge.Column * stride));
                for (var q = 0; q < order; q++)
                {
                    var below = sums[at + q];
                    var weight = Vector256.ConditionalSelect(goes, Vector256.Create(gain[at + q]), Vector256.Create(loss[q]));
                    if (edge.Previous >= 0)
                    {
                        weight -= Vector256.ConditionalSelect(
                            passed[edge.Previous], Vector256.Create(gain[(edge.Previous * order) + q]),
                                Vector256.Create(loss[q]));
                    }
                    sum = Vector256.FusedMultiplyAdd(below, weight, sum);
                    if (edge.Parent >= 0)
                        sums[above + q] += below;
                }
                sum.Store(contributions + (edge.Column * stride));
            }
        }
    }
}
