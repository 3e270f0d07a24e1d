using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Scorecards.Proof;

/// <summary>
/// The interval of a difference of means of money, 95 % unless told; money is skewed: few bring much. The studentised
/// difference is put through the transformation of Hall (Journal of the Royal Statistical Society B 54, 1992, 221-228), which
/// takes its skewness away and can be turned back exactly.
/// </summary>
/// <remarks>
/// An arm in which hardly anybody did anything shows less spread than it has, and one in which somebody did much shows more. So
/// each arm's variance v and third cumulant k are drawn towards those of both arms, by how little the arm says:
/// <code>
/// w = Prior / (Prior + (2 + 1.5 γ²) / n)      γ skewness of both; (2 + 1.5 γ²) / n the relative variance of s² of a gamma
/// s² = v1/n1 + v2/n2 = A1 s1² + A2 s2²        A what an arm's own variance has in s²
/// T = (D - d) / s        λ = (k1/n1² - k2/n2²) / s³        μ = cov(D, s²) / s³ = (A1 k1/n1 - A2 k2/n2) / s³
/// g(T) = T + b T² + b² T³/3 + λ/6        b = (3 μ - λ) / 6        with A = 1/n Hall's own, b = λ/3
/// </code>
/// g(T) has the spread of Student's t whose degrees of freedom are those of s² given D: a gamma's 2 + 1.5 γ² less the γ² that go
/// with D. Its quantile is z + z (z² + 1) / 4ν (Cornish and Fisher 1937).
/// </remarks>
internal static class MeanDifference
{
    /// <summary>Relative variance of an arm's variance around that of both that is held likely before any data.</summary>
    private const double Prior = 0.5;

    /// <param name="scale">What the difference is multiplied by: 1 per customer, their number for all.</param>
    /// <param name="z">How far the ends are out, in standard errors of a normal: 1.96 for 95 %.</param>
    public static Interval Between(Arm treated, Arm control, double scale, double z = NormalDistribution.Z95)
    {
        var known = Studentised.Of(treated, control);
        return Interval.Rounded(known.Difference * scale, known.End(z) * scale, known.End(-z) * scale);
    }

    /// <summary>The level at which an interval just leaves out 0.</summary>
    public static double PValue(Arm treated, Arm control)
    {
        var known = Studentised.Of(treated, control);
        return known.Error > 0 ? NormalDistribution.TwoSided(known.AtZero()) : known.Difference == 0 ? 1 : 0;
    }

    /// <param name="Error">Standard error of the difference.</param>
    /// <param name="Lambda">Skewness of the difference.</param>
    /// <param name="B">Of g(T).</param>
    /// <param name="Freedom">Degrees of freedom of the error given the difference.</param>
    private readonly record struct Studentised(double Difference, double Error, double Lambda, double B, double Freedom)
    {
        public static Studentised Of(Arm treated, Arm control)
        {
            double t = treated.Customers, c = control.Customers, all = t + c;
            var difference = treated.Mean - control.Mean;
            var variance = all > 2 ? ((t - 1) * treated.Variance + (c - 1) * control.Variance) / (all - 2) : 0;
            if (variance <= 0)
                return new Studentised(difference, 0, 0, 0, 0);
            var third = (t * treated.ThirdCumulant + c * control.ThirdCumulant) / all;
            var skewness = third * third / (variance * variance * variance);
            var (w1, w2) = (Own(skewness, t), Own(skewness, c));
            var shared = ((1 - w1) / t + (1 - w2) / c) / all;
            return Of(
                difference,
                new Side(t, Drawn(w1, treated.Variance, variance), Drawn(w1, treated.ThirdCumulant, third), w1 / t + shared * t),
                new Side(c, Drawn(w2, control.Variance, variance), Drawn(w2, control.ThirdCumulant, third), w2 / c + shared * c),
                skewness);
        }

        private static Studentised Of(double difference, Side t, Side c, double skewness)
        {
            var squared = t.Variance / t.Customers + c.Variance / c.Customers;
            var error = Math.Sqrt(squared);
            var cubed = squared * error;
            var lambda = (t.Third / (t.Customers * t.Customers) - c.Third / (c.Customers * c.Customers)) / cubed;
            var mu = (t.InError * t.Third / t.Customers - c.InError * c.Third / c.Customers) / cubed;
            var spread = (2 + 0.5 * skewness) * (t.Unsure + c.Unsure) / (squared * squared);
            return new Studentised(difference, error, lambda, (3 * mu - lambda) / 6, 2 / spread);
        }

        /// <summary>The end of the interval at z of g(T).</summary>
        public double End(double z)
        {
            var g = z + z * (z * z + 1) / (4 * Freedom) - Lambda / 6;
            return Error == 0 ? Difference : Difference - Error * (Math.Abs(B) < 1e-6 ? g : (Math.Cbrt(1 + 3 * B * g) - 1) / B);
        }

        /// <summary>z of g(T) where the true difference is 0: the one real root of the quantile's cubic.</summary>
        public double AtZero()
        {
            var t = Difference / Error;
            var g = t + B * t * t + B * B * t * t * t / 3 + Lambda / 6;
            var p = (4 * Freedom + 1) / 3;
            return 2 * Math.Sqrt(p) * Math.Sinh(Math.Asinh(2 * Freedom * g / (p * Math.Sqrt(p))) / 3);
        }

        private static double Own(double skewness, double customers) => Prior / (Prior + (2 + 1.5 * skewness) / customers);

        private static double Drawn(double own, double of, double ofBoth) => own * of + (1 - own) * ofBoth;
    }

    /// <param name="InError">What the arm's own variance is multiplied by in the squared error.</param>
    private readonly record struct Side(double Customers, double Variance, double Third, double InError)
    {
        /// <summary>Its part of the variance of the squared error, over (κ - 1) of its distribution.</summary>
        public double Unsure => InError * InError * Variance * Variance / Customers;
    }
}
