namespace ReapFunctions.Ml.Evaluation;

/// <summary>How many customers a comparison needs.</summary>
public static class SampleSize
{
    /// <summary>
    /// Of the control group, the other arm being as large as it is:
    /// n = p(c)(1-p(c)) / (d² / (z(α) + z(β))² - p(t)(1-p(t)) / n(t)) with d = p(t) - p(c), two-sided, rounded up. Null when the
    /// rates do not differ, or no control group shows that they do.
    /// </summary>
    /// <param name="treatedRate">The rate of the treated, 0 to 1.</param>
    /// <param name="controlRate">The rate of the control group.</param>
    /// <param name="treated">n(t), customers treated.</param>
    /// <param name="alpha">Chance of a false alarm; default 0.05.</param>
    /// <param name="power">Chance to see the difference; default 0.8.</param>
    public static long? OfControl(
        double treatedRate, double controlRate, double treated, double alpha = 0.05, double power = 0.8)
    {
        var z = NormalDistribution.Quantile(1 - alpha / 2) + NormalDistribution.Quantile(power);
        var difference = (treatedRate - controlRate) / z;
        var left = difference * difference - treatedRate * (1 - treatedRate) / treated;
        var n = controlRate * (1 - controlRate) / left;
        return difference != 0 && left > 0 && n < long.MaxValue ? (long)Math.Ceiling(n) : null;
    }
}
