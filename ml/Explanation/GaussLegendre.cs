namespace ReapFunctions.Ml.Explanation;

/// <summary>Points and weights on [0, 1] that integrate polynomials of degree 2n - 1 exactly.</summary>
internal static class GaussLegendre
{
    private static readonly (double[] Points, double[] Weights)[] Known = [.. Enumerable.Range(0, 16).Select(Find)];

    public static (double[] Points, double[] Weights) OfOrder(int n) => n < Known.Length ? Known[n] : Find(n);

    private static (double[] Points, double[] Weights) Find(int n)
    {
        var (points, weights) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            // Newton's method on the Legendre polynomial from Tricomi's estimate of its i-th root.
            var x = Math.Cos(Math.PI * (i + 0.75) / (n + 0.5));
            double slope = 1;
            for (var step = 0; step < 100; step++)
            {
                var (value, derivative) = Legendre(n, x);
                slope = derivative;
                var delta = value / derivative;
                x -= delta;
                if (Math.Abs(delta) < 1e-16)
                    break;
            }
            points[i] = (1 + x) / 2;
            weights[i] = 1 / ((1 - (x * x)) * slope * slope);
        }
        return (points, weights);
    }

    private static (double Value, double Derivative) Legendre(int n, double x)
    {
        double previous = 1, value = x;
        for (var k = 2; k <= n; k++)
            (previous, value) = (value, ((((2 * k) - 1) * x * value) - ((k - 1) * previous)) / k);
        return (value, n * ((x * value) - previous) / ((x * x) - 1));
    }
}
