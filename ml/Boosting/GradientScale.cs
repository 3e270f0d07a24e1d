namespace ReapFunctions.Ml.Boosting;

/// <summary>The fixed-point steps of gradients and hessians: powers of two, so that converting back is exact.</summary>
/// <remarks>
/// A gradient is at most the row's weight: 30 bits below the largest weight. A hessian is at most a quarter of it, and the sum
/// over all rows must stay below 2^36: with a million unit weights its step is 2^-18. Rounding is far below the sampling noise.
/// </remarks>
internal readonly struct GradientScale
{
    private GradientScale(int gradientBits, int hessianBits)
    {
        ToGradient = Math.ScaleB(1, gradientBits);
        ToHessian = Math.ScaleB(1, hessianBits);
        FromGradient = Math.ScaleB(1, -gradientBits);
        FromHessian = Math.ScaleB(1, -hessianBits);
    }

    public double ToGradient { get; }

    public double ToHessian { get; }

    public double FromGradient { get; }

    public double FromHessian { get; }

    public static GradientScale For(int rows, ReadOnlySpan<float> weights)
    {
        double largest = 1, total = rows;
        if (!weights.IsEmpty)
        {
            (largest, total) = (float.MinValue, 0);
            foreach (var weight in weights)
            {
                largest = Math.Max(largest, weight);
                total += weight;
            }
        }
        var gradientBits = 29 - Math.ILogB(largest);
        var hessianBits = Math.Min(HistogramBin.HessianBits - 2 - Math.ILogB(Math.Max(total * 0.25, largest)), gradientBits + 1);
        return new GradientScale(gradientBits, hessianBits);
    }
}
