using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Scorecards.Proof;

/// <summary>The limits of one arm's rate, and of the difference and the ratio of two; of 95 % unless told.</summary>
/// <remarks>
/// Of one rate: Wilson's score interval (1927); where fewer than <see cref="Few"/> did it, or did not, the exact one of Clopper
/// and Pearson (1934), as Wilson's then covers less than it says. Of two: the limits are put together by recovered variances,
/// which is Newcombe's hybrid score interval (Statistics in Medicine 17, 1998, 873-890, method 10) for the difference, and that
/// of Donner and Zou (Statistical Methods in Medical Research 21, 2012, 347-359) for the ratio. Other than intervals by a
/// standard error they have a width where nobody did it.
/// </remarks>
internal readonly record struct RateLimits(double Rate, double Low, double High)
{
    private const int Few = 20;
    private const int Halvings = 60;

    /// <summary>The chance of what lies farther out is no number any more.</summary>
    private const double Farthest = 37;

    /// <param name="arm">At least one customer.</param>
    /// <param name="z">How far the limits are out, in standard errors of a normal.</param>
    public static RateLimits Of(Arm arm, double z = NormalDistribution.Z95) =>
        Math.Min(arm.Successes, arm.Customers - arm.Successes) switch
        {
            >= Few => Wilson(arm, z),
            var few when few == arm.Successes => Exact(few, arm.Customers, NormalDistribution.TwoSided(z) / 2),
            var few => Exact(few, arm.Customers, NormalDistribution.TwoSided(z) / 2).Turned,
        };

    /// <summary>The level at which an interval of the difference just leaves out 0; by bisection.</summary>
    public static double PValue(Arm treated, Arm control)
    {
        var (inside, outside) = (0.0, Farthest);
        for (var i = 0; i < Halvings; i++)
        {
            var z = (inside + outside) / 2;
            (inside, outside) = Difference(Of(treated, z), Of(control, z)).Significant ? (z, outside) : (inside, z);
        }
        return NormalDistribution.TwoSided(inside);
    }

    /// <summary>Of treated less control.</summary>
    public static Interval Difference(RateLimits treated, RateLimits control)
    {
        var difference = treated.Rate - control.Rate;
        return Interval.Rounded(
            difference,
            difference - Math.Sqrt(Square(treated.Rate - treated.Low) + Square(control.High - control.Rate)),
            difference + Math.Sqrt(Square(treated.High - treated.Rate) + Square(control.Rate - control.Low)));
    }

    /// <summary>Of treated over control, less 1.</summary>
    /// <param name="control">Somebody did it.</param>
    public static Interval Lift(RateLimits treated, RateLimits control) => Interval.Rounded(
        treated.Rate / control.Rate - 1,
        Ratio(treated, treated.Low, control, control.High, isUpper: false) - 1,
        Ratio(treated, treated.High, control, control.Low, isUpper: true) - 1);

    private RateLimits Turned => new(1 - Rate, 1 - High, 1 - Low);

    private static double Ratio(RateLimits treated, double above, RateLimits control, double below, bool isUpper)
    {
        var product = treated.Rate * control.Rate;
        var (over, under) = (above * (2 * treated.Rate - above), below * (2 * control.Rate - below));
        var root = Math.Sqrt(Math.Max(0, product * product - over * under));
        // The same root, written so that neither end loses its digits.
        return isUpper ? (product + root) / under : over == 0 ? 0 : over / (product + root);
    }

    private static RateLimits Wilson(Arm arm, double z)
    {
        var (n, rate) = ((double)arm.Customers, arm.Rate);
        var middle = (rate + z * z / (2 * n)) / (1 + z * z / n);
        var half = z / (1 + z * z / n) * Math.Sqrt(rate * (1 - rate) / n + z * z / (4 * n * n));
        return new RateLimits(rate, middle - half, middle + half);
    }

    private static RateLimits Exact(long successes, long customers, double tail) => new(
        (double)successes / customers,
        successes == 0 ? 0 : Solve(rate => AtMost(successes - 1, customers, rate) > 1 - tail),
        Solve(rate => AtMost(successes, customers, rate) > tail));

    /// <summary>The rate up to which something holds.</summary>
    private static double Solve(Func<double, bool> holds)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(middle) ? (middle, high) : (low, middle);
        }
        return low;
    }

    /// <summary>The chance that at most so few of the customers do it.</summary>
    private static double AtMost(long successes, long customers, double rate)
    {
        var term = Math.Exp(customers * Math.Log(1 - rate));
        var sum = term;
        for (var i = 1L; i <= successes; i++)
        {
            term *= (double)(customers - i + 1) / i * rate / (1 - rate);
            sum += term;
        }
        return sum;
    }

    private static double Square(double value) => value * value;
}
