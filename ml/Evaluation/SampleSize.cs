namespace ReapFunctions.Ml.Evaluation;

/// <summary>How many customers an arm needs.</summary>
public static class SampleSize
{
    /// <summary>
    /// n = (z(α) + z(β))² · [p1(1-p1) + p2(1-p2)] / (p2-p1)², two-sided, rounded up; null when the rates do not differ.
    /// </summary>
    /// <param name="p1">The rate of one arm, 0 to 1.</param>
    /// <param name="p2">The rate of the other.</param>
    /// <param name="alpha">Chance of a false alarm; default 0.05.</param>
    /// <param name="power">Chance to see the difference; default 0.8.</param>
    public static long? PerArm(double p1, double p2, double alpha = 0.05, double power = 0.8)
    {
        var difference = p2 - p1;
        if (difference == 0)
            return null;
        var z = NormalDistribution.Quantile(1 - alpha / 2) + NormalDistribution.Quantile(power);
        var n = z * z * (p1 * (1 - p1) + p2 * (1 - p2)) / (difference * difference);
        return n < long.MaxValue ? (long)Math.Ceiling(n) : null;
    }
}
