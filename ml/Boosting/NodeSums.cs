namespace ReapFunctions.Ml.Boosting;

/// <summary>Sums over a node's rows. Gradient and hessian are exact fixed-point values converted to double.</summary>
internal readonly record struct NodeSums(double Gradient, double Hessian, int Count)
{
    public static NodeSums Of(in HistogramBin bin, GradientScale scale) =>
        new(bin.Gradient * scale.FromGradient, bin.Hessian * scale.FromHessian, bin.Count);

    public static NodeSums operator -(NodeSums a, NodeSums b) => new(a.Gradient - b.Gradient, a.Hessian - b.Hessian, a.Count - b.Count);
}
