namespace ReapFunctions.Care;

/// <summary>Upper tails of counts: the chance of so many or more.</summary>
internal static class SharedTail
{
    /// <summary>
    /// Of <paramref name="all"/> cases, at least so many in the last days: beta-binomial, or binomial where days vary as a
    /// Poisson does.
    /// </summary>
    /// <param name="last">The last days.</param>
    /// <param name="before">The days before them.</param>
    /// <param name="shape">Of the negative binomial of one day; infinite for a Poisson.</param>
    public static double AtLeast(int cases, int all, int last, int before, double shape)
    {
        if (cases <= 0)
            return 1;
        if (before == 0)
            return 1;
        // Weights of the two sides as cases are dealt one by one: each draws others after it, the more so the smaller the shape.
        var (one, other) = (shape * last, shape * before);
        var share = (double)last / (last + before);
        double Ratio(int k) => double.IsInfinity(shape)
            ? share / (1 - share)
            : (one + k) / (other + all - k - 1);
        var log = 0.0;
        for (var i = 0; i < all; i++)
            log += double.IsInfinity(shape) ? Math.Log(1 - share) : Math.Log((other + i) / (one + other + i));
        for (var k = 0; k < cases; k++)
            log += Math.Log((double)(all - k) / (k + 1) * Ratio(k));
        return Sum(log, cases, all, k => (double)(all - k) / (k + 1) * Ratio(k));
    }

    /// <summary>At least so many at a mean.</summary>
    public static double Poisson(int cases, double mean)
    {
        if (cases <= 0)
            return 1;
        if (mean <= 0)
            return 0;
        var log = -mean;
        for (var k = 1; k <= cases; k++)
            log += Math.Log(mean / k);
        return Sum(log, cases, int.MaxValue, k => mean / (k + 1));
    }

    /// <summary>Terms from <paramref name="from"/> to <paramref name="to"/>, the first by its logarithm.</summary>
    private static double Sum(double log, int from, int to, Func<int, double> ratio)
    {
        var term = Math.Exp(log);
        var sum = term;
        for (var k = from; k < to && (term > sum * 1e-17 || ratio(k) > 1); k++)
        {
            term *= ratio(k);
            sum += term;
            if (term == 0)
                break;
        }
        return Math.Min(1, sum);
    }
}
