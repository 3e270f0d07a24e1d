namespace ReapFunctions.Ml.Evaluation;

/// <summary>The standard normal distribution, as exact as doubles allow for what intervals and tests need.</summary>
public static class NormalDistribution
{
    /// <summary>Two-sided 5 %.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>P(|Z| > z).</summary>
    public static double TwoSided(double z) => Erfc(Math.Abs(z) / Math.Sqrt(2));

    /// <summary>P(Z ≤ z).</summary>
    public static double Cdf(double z) => z <= 0 ? Erfc(-z / Math.Sqrt(2)) / 2 : 1 - Erfc(z / Math.Sqrt(2)) / 2;

    /// <summary>
    /// The z below which a share <paramref name="p"/> lies; 0 &lt; p &lt; 1. By bisection on <see cref="Cdf"/>.
    /// </summary>
    public static double Quantile(double p)
    {
        double low = -40, high = 40;
        while (true)
        {
            var middle = (low + high) / 2;
            if (middle <= low || middle >= high)
                return middle;
            if (Cdf(middle) < p)
                low = middle;
            else
                high = middle;
        }
    }

    /// <summary>
    /// erfc(x), x ≥ 0: the power series of erf below 2, above it the continued fraction
    /// e^(-x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))) (Abramowitz and Stegun 7.1.5, 7.1.14).
    /// </summary>
    private static double Erfc(double x)
    {
        if (x < 2)
        {
            double term = x, sum = x;
            for (var n = 1; Math.Abs(term) > 1e-17 * sum; n++)
            {
                term *= -x * x / n;
                sum += term / (2 * n + 1);
            }
            return 1 - 2 / Math.Sqrt(Math.PI) * sum;
        }
        var fraction = 0.0;
        for (var k = 120; k >= 1; k--)
            fraction = k / 2.0 / (x + fraction);
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / (x + fraction);
    }
}
