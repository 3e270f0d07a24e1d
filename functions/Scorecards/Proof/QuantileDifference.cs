using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Scorecards.Proof;

/// <summary>
/// What the customers of an arm are worth at most but for a share of them: a mean says nothing of whether all moved a little, or
/// few moved much.
/// </summary>
/// <remarks>
/// The limits of an arm are order statistics around that of the share, as many to each side as the binomial distribution of those
/// below it says, up to its skewness (Cornish and Fisher 1938), with parts of a customer interpolated (Nyblom, Statistics and
/// Probability Letters 14, 1992, 129-131): whatever the distribution of money. Those of the difference are put together as
/// <see cref="RateLimits"/> does; but where many are worth the same around there, such as nothing since they left, an arm's
/// quantile jumps, and only the ends themselves hold: the least that the treated have less the most of the control group, and the
/// other way round.
/// </remarks>
/// <param name="Share">0 to 1: 0.5 for the median.</param>
/// <param name="Treated">Value of 12 months at the end of the comparison; who has left is worth nothing.</param>
/// <param name="Control">The same of the control group.</param>
/// <param name="Difference">Treated less control; null with too few customers that far out.</param>
/// <param name="Anytime">The same for who looks every night.</param>
public sealed record QuantileDifference(double Share, double Treated, double Control, Interval? Difference, Interval? Anytime)
{
    /// <summary>The median and what a tenth are below, and above.</summary>
    private static readonly double[] Shares = [0.1, 0.5, 0.9];

    /// <summary>Sorts the amounts, which are in hundredths.</summary>
    /// <returns>None with too few customers.</returns>
    internal static IReadOnlyList<QuantileDifference> Of(List<long> treated, List<long> control, Look look)
    {
        if (Math.Min(treated.Count, control.Count) < LiftEstimate.MinCustomers)
            return [];
        treated.Sort();
        control.Sort();
        return [.. Shares.Select(share => new QuantileDifference(
            share, Math.Round(At(treated, Rank(treated, share, 0)) / 100, 6),
            Math.Round(At(control, Rank(control, share, 0)) / 100, 6),
            Between(treated, control, share, NormalDistribution.Z95), Between(treated, control, share, look.Z)))];
    }

    /// <param name="treated">In rising order, in hundredths.</param>
    /// <param name="control">Likewise.</param>
    /// <param name="z">How far the ends are out, in standard errors of a normal.</param>
    /// <returns>In currency; null where an end would lie beyond the first customer, or the last.</returns>
    internal static Interval? Between(List<long> treated, List<long> control, double share, double z)
    {
        if (!Reaches(treated, share, z) || !Reaches(control, share, z))
            return null;
        var (t, c) = (ArmLimits.Of(treated, share, z), ArmLimits.Of(control, share, z));
        return t.Jumps || c.Jumps
            ? Interval.Rounded(t.At - c.At, t.Low - c.High, t.High - c.Low)
            : Interval.Rounded(
                t.At - c.At,
                t.At - c.At - Hypotenuse(t.At - t.Low, c.High - c.At),
                t.At - c.At + Hypotenuse(t.High - t.At, c.At - c.Low));
    }

    private static bool Reaches(List<long> sorted, double share, double z) =>
        Rank(sorted, share, -z) >= 1 && Rank(sorted, share, z) <= sorted.Count;

    /// <summary>From 1: so many standard errors of the number of those below from that of the share.</summary>
    private static double Rank(List<long> sorted, double share, double errors) =>
        sorted.Count * share + 0.5 + errors * Errors(sorted, share)
            + (errors == 0 ? 0 : (errors * errors - 1) * (1 - 2 * share) / 6);

    private static double Errors(List<long> sorted, double share) => Math.Sqrt(sorted.Count * share * (1 - share));

    private static double At(List<long> sorted, double rank)
    {
        var below = Math.Clamp((int)rank, 1, sorted.Count);
        var above = Math.Min(below + 1, sorted.Count);
        return sorted[below - 1] + (rank - below) * (sorted[above - 1] - sorted[below - 1]);
    }

    private static double Hypotenuse(double one, double other) => Math.Sqrt(one * one + other * other);

    /// <summary>An arm's quantile and its limits in currency, and whether many are worth the same between these.</summary>
    private readonly record struct ArmLimits(double At, double Low, double High, bool Jumps)
    {
        /// <summary>More than as many standard errors of the number of those below is many.</summary>
        private const double Many = 0.4;

        public static ArmLimits Of(List<long> sorted, double share, double z)
        {
            var (low, high) = (Rank(sorted, share, -z), Rank(sorted, share, z));
            return new ArmLimits(
                QuantileDifference.At(sorted, Rank(sorted, share, 0)) / 100, QuantileDifference.At(sorted, low) / 100,
                QuantileDifference.At(sorted, high) / 100,
                Jump(sorted, (int)low - 1, (int)Math.Ceiling(high), Many * Errors(sorted, share)));
        }

        private static bool Jump(List<long> sorted, int from, int until, double many)
        {
            var (most, same) = (1, 1);
            for (var i = from + 1; i < until; i++)
            {
                same = sorted[i] == sorted[i - 1] ? same + 1 : 1;
                most = Math.Max(most, same);
            }
            return most > Math.Max(1, many);
        }
    }
}
