namespace ReapFunctions.Value.Buying;

/// <summary>
/// Nelder and Mead's downhill simplex (1965): finds the minimum of a smooth function of a few variables without derivatives. The
/// same start gives the same bytes.
/// </summary>
internal static class Simplex
{
    private const int MaxSteps = 3_000;

    /// <param name="tolerance">Ends when the best and the worst corner differ by less, relatively, in value and place.</param>
    public static double[] Minimise(Func<double[], double> of, double[] start, double tolerance = 1e-12)
    {
        // Where the function is not a number, nothing is to be found.
        double Function(double[] place) => of(place) is var value && double.IsNaN(value) ? double.PositiveInfinity : value;
        var n = start.Length;
        var corners = new double[n + 1][];
        for (var i = 0; i <= n; i++)
        {
            corners[i] = (double[])start.Clone();
            if (i > 0)
                corners[i][i - 1] += 0.5;
        }
        var values = Array.ConvertAll(corners, Function);
        for (var step = 0; step < MaxSteps; step++)
        {
            Array.Sort(values, corners);
            if (values[n] - values[0] <= tolerance * (1 + Math.Abs(values[0])) && Spread(corners) <= 1e-9)
                break;
            Move(Function, corners, values);
        }
        return corners[0];
    }

    private static void Move(Func<double[], double> function, double[][] corners, double[] values)
    {
        var n = corners.Length - 1;
        var middle = Middle(corners, n);
        var reflected = Along(middle, corners[n], -1);
        var value = function(reflected);
        if (value < values[0] && Along(middle, corners[n], -2) is var further && function(further) is var better
            && better < value)
            (corners[n], values[n]) = (further, better);
        else if (value < values[n - 1])
            (corners[n], values[n]) = (reflected, value);
        else if (Along(middle, value < values[n] ? reflected : corners[n], 0.5) is var nearer
            && function(nearer) is var closer && closer < Math.Min(value, values[n]))
            (corners[n], values[n]) = (nearer, closer);
        else
            for (var i = 1; i <= n; i++)
            {
                corners[i] = Along(corners[0], corners[i], 0.5);
                values[i] = function(corners[i]);
            }
    }

    private static double[] Middle(double[][] corners, int count) =>
        [.. Enumerable.Range(0, corners[0].Length).Select(k => corners.Take(count).Average(corner => corner[k]))];

    /// <summary>The point at <paramref name="share"/> of the way from one to another.</summary>
    private static double[] Along(double[] from, double[] to, double share) =>
        [.. from.Zip(to, (a, b) => a + share * (b - a))];

    private static double Spread(double[][] corners) =>
        corners.Skip(1).Max(corner => corner.Zip(corners[0], (a, b) => Math.Abs(a - b)).Max());
}
