using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Scorecards.Proof;

/// <summary>
/// The interval of a difference of means of money, 95 % unless told; money is skewed: few bring much. The studentised
/// difference is put through the transformation of Hall (Journal of the Royal Statistical Society B 54, 1992, 221-228), which
/// takes its skewness away and can be turned back exactly.
/// </summary>
/// <remarks>
/// <code>
/// T = (D - d) / s        s² = v1/n1 + v2/n2          l = (k1/n1² - k2/n2²) / s³      v variances, k third cumulants
/// g(T) = T + l T²/3 + l² T³/27 + l/6      is nearly normal;  ends at g(T) = -1.96 and 1.96
/// </code>
/// An arm in which hardly anybody did anything shows less spread than it has: none has less than both arms together. Drawing both
/// towards each other would make it narrower where contacting does nothing, and miss where it works: see docs/proof.md.
/// Of few customers those who would move money much are not among them, and no interval knows of them: below
/// <see cref="Least"/> in an arm, or <see cref="LeastOfBoth"/>, there is none.
/// </remarks>
internal static class MeanDifference
{
    public const int Least = 60;
    public const int LeastOfBoth = 300;

    /// <param name="scale">What the difference is multiplied by: 1 per customer, their number for all.</param>
    /// <param name="z">How far the ends are out, in standard errors of a normal: 1.96 for 95 %.</param>
    /// <returns>Null with too few customers.</returns>
    public static Interval? Between(Arm treated, Arm control, double scale, double z = NormalDistribution.Z95)
    {
        if (Math.Min(treated.Customers, control.Customers) < Least || treated.Customers + control.Customers < LeastOfBoth)
            return null;
        var (difference, error, skew) = Studentised(treated, control);
        return Interval.Rounded(
            difference * scale, (difference - error * Back(z, skew)) * scale, (difference - error * Back(-z, skew)) * scale);
    }

    /// <summary>The level at which an interval just leaves out 0.</summary>
    public static double PValue(Arm treated, Arm control)
    {
        var (difference, error, l) = Studentised(treated, control);
        if (error == 0)
            return difference == 0 ? 1 : 0;
        var t = difference / error;
        return NormalDistribution.TwoSided(t + l * t * t / 3 + l * l * t * t * t / 27 + l / 6);
    }

    private static (double Difference, double Error, double Skew) Studentised(Arm treated, Arm control)
    {
        var pooled = treated + control;
        var (t, c) = (Spread(treated, pooled), Spread(control, pooled));
        var error = Math.Sqrt(t.Variance + c.Variance);
        return (treated.Mean - control.Mean, error, error == 0 ? 0 : (t.Third - c.Third) / (error * error * error));
    }

    /// <summary>Variance and third cumulant of the arm's mean.</summary>
    private static (double Variance, double Third) Spread(Arm arm, Arm pooled)
    {
        var from = arm.Variance >= pooled.Variance ? arm : pooled;
        double n = arm.Customers;
        return (from.Variance / n, from.ThirdCumulant / (n * n));
    }

    /// <summary>T of g(T) = z.</summary>
    private static double Back(double z, double skew) =>
        Math.Abs(skew) < 1e-6 ? z : 3 / skew * (Math.Cbrt(1 + skew * (z - skew / 6)) - 1);
}
