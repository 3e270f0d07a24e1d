using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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

    /// <summary>Fills the fixed-point gradients of the rows. Vectors of four; the tail is a padded vector.</summary>
    public static void Gradients(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<float> weights, GradientScale scale,
            Span<RowGradient> gradients)
    {
        var four = Vector256<double>.Count;
        var whole = scores.Length - scores.Length % four;
        for (var row = 0; row < whole; row += four)
            Four(scores[row..], labels[row..], weights.IsEmpty ? [] : weights[row..], scale, gradients[row..]);
        if (whole == scores.Length)
            return;
        Span<double> score = stackalloc double[four];
        Span<bool> label = stackalloc bool[four];
        Span<float> weight = stackalloc float[four];
        Span<RowGradient> gradient = stackalloc RowGradient[four];
        scores[whole..].CopyTo(score);
        labels[whole..].CopyTo(label);
        if (!weights.IsEmpty)
            weights[whole..].CopyTo(weight);
        Four(score, label, weights.IsEmpty ? [] : weight, scale, gradient);
        gradient[..(scores.Length - whole)].CopyTo(gradients[whole..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<float> weights, GradientScale scale,
            Span<RowGradient> gradients)
    {
        var p = Sigmoid(Vector256.Create(scores));
        var given = MemoryMarshal.AsBytes(labels);
        var gradient = p - Vector256.Create((double)given[0], given[1], given[2], given[3]);
        var hessian = p * (Vector256<double>.One - p);
        if (!weights.IsEmpty)
        {
            var weight = Vector256.Create((double)weights[0], weights[1], weights[2], weights[3]);
            (gradient, hessian) = (gradient * weight, hessian * weight);
        }
        var low = Rounded(gradient * scale.ToGradient) & Vector256.Create((long)uint.MaxValue);
        (low | (Rounded(hessian * scale.ToHessian) << 32)).AsByte().CopyTo(MemoryMarshal.AsBytes(gradients));
    }

    /// <summary>The nearest integers, even ones half way, in the lower 32 bits: those of a number whose step is 1.</summary>
    private static Vector256<long> Rounded(Vector256<double> numbers) =>
        (numbers + Vector256.Create(1.5 * (1L << 52))).AsInt64();

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

/// <summary>
/// First and second derivative of the loss at one row, in the tree's fixed-point steps; in memory as one number whose lower half
/// is the gradient.
/// </summary>
internal struct RowGradient
{
    public int Gradient;
    public int Hessian;
}
