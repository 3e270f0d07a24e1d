using System.Runtime.Intrinsics;

namespace ReapFunctions.Ml.Boosting;

/// <summary>The logistic loss: gradient p - y and hessian p(1 - p), times the row's weight.</summary>
internal static class LogisticLoss
{
    private const double Tiny = 1e-15;

    /// <summary>Log-odds of the (weighted) share of positives, kept away from infinity.</summary>
    public static double Prior(ReadOnlySpan<bool> labels, ReadOnlySpan<float> weights)
    {
        double positives = 0, total = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            var weight = weights.IsEmpty ? 1 : weights[row];
            total += weight;
            positives += labels[row] ? weight : 0;
        }
        var share = Math.Clamp(positives / total, Tiny, 1 - Tiny);
        return Math.Log(share / (1 - share));
    }

    /// <summary>Fills the fixed-point gradients of the rows from..to. Vectors of four; the tail is a padded vector.</summary>
    public static void Gradients(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<float> weights, GradientScale scale,
            Span<RowGradient> gradients)
    {
        Span<double> score = stackalloc double[Vector256<double>.Count];
        Span<double> probability = stackalloc double[Vector256<double>.Count];
        for (var start = 0; start < scores.Length; start += score.Length)
        {
            var rows = Math.Min(score.Length, scores.Length - start);
            scores.Slice(start, rows).CopyTo(score);
            Sigmoid(Vector256.Create<double>(score)).CopyTo(probability);
            for (var i = 0; i < rows; i++)
            {
                double p = probability[i], weight = weights.IsEmpty ? 1 : weights[start + i];
                gradients[start + i].Gradient = (int)Math.Round((p - (labels[start + i] ? 1 : 0)) * weight * scale.ToGradient);
                gradients[start + i].Hessian = (int)Math.Round(p * (1 - p) * weight * scale.ToHessian);
            }
        }
    }

    /// <summary>Mean (weighted) log-loss in nats.</summary>
    public static double Mean(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<float> weights)
    {
        double sum = 0, total = 0;
        for (var row = 0; row < scores.Length; row++)
        {
            var weight = weights.IsEmpty ? 1 : weights[row];
            sum += weight * SoftPlus(labels[row] ? -scores[row] : scores[row]);
            total += weight;
        }
        return sum / total;
    }

    /// <summary>log(1 + e^x) without overflow.</summary>
    public static double SoftPlus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    public static double Sigmoid(double score) => 1 / (1 + Math.Exp(-score));

    private static Vector256<double> Sigmoid(Vector256<double> scores) =>
        Vector256<double>.One / (Vector256<double>.One + Vector256.Exp(-scores));
}

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

/// <summary>First and second derivative of the loss at one row, in the tree's fixed-point steps.</summary>
internal struct RowGradient
{
    public int Gradient;
    public int Hessian;
}
