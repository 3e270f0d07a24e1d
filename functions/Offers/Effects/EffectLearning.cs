using ReapFunctions.Outcomes;

namespace ReapFunctions.Offers.Effects;

/// <summary>
/// What contacts do to leaving, learned from who was contacted and who was not, and shrunk while there are few.
/// </summary>
/// <remarks>
/// Of the customers of a stratum who left, each was a contacted one with the chance <c>A e^s / (A e^s + B)</c>, A and B the sums
/// of the propensities of the contacted and of the others: what both have in common, a model that says too much or a winter in
/// which many leave, cancels. The shifts <c>s</c> are the most likely after all strata, by normal distributions before them:
/// <code>
/// s of all groups ~ N(0, d^2)      s of a group ~ N(s of all groups, d^2)      d = 0.35 about staying, 0.15 about anything else
/// </code>
/// Who is reminded of leaving may leave; a call about a product or a bill moves few, and by chance a little more or less would be
/// worth as much as the offer.
/// Stratified conditional likelihood: Breslow and Day (1987), Statistical Methods in Cancer Research II, chapter 3.
/// </remarks>
public static class EffectLearning
{
    private const double AboutStaying = 0.35, AboutElse = 0.15, Sure = 1.96;
    private const int Rounds = 100;

    /// <returns>By what the contact was about, then by group; none where nobody was contacted.</returns>
    public static IReadOnlyList<LeavingEffect> Learn(IEnumerable<ContactCount> counts) =>
    [
        .. counts.Where(count => count.Contacted > 0).GroupBy(count => count.About).OrderBy(same => same.Key)
            .SelectMany(about => OfAim(about, about.Key == ContactAim.Keeping ? AboutStaying : AboutElse)),
    ];

    /// <summary>The joint mode of all shifts, and what is not known of each (the inverse of the curvature there).</summary>
    /// <param name="counts">Of contacts about the same.</param>
    /// <param name="deviation">How far groups, and all of them, are from one another and from none.</param>
    private static IEnumerable<LeavingEffect> OfAim(IEnumerable<ContactCount> counts, double deviation)
    {
        var (all, precision) = (0.0, 1 / (deviation * deviation));
        GroupEffect[] groups = [.. counts.GroupBy(count => count.Group).OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(group => new GroupEffect(group, precision))];
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var group in groups)
                group.Step(all);
            all = groups.Sum(group => group.Shift) / (groups.Length + 1);
        }
        var common = (groups.Length + 1) * precision - groups.Sum(group => precision * precision / group.Curvature);
        return groups.Select(group =>
        {
            var shared = precision / group.Curvature;
            return group.Effect(Math.Sqrt(1 / group.Curvature + shared * shared / common));
        });
    }

    /// <summary>The customers of a group while their effect is found: its posterior is concave.</summary>
    private sealed class GroupEffect
    {
        private readonly double precision;
        private readonly ContactCount[] counts;
        private readonly (double Left, double Expected, double Others, double OthersExpected)[] strata;

        public GroupEffect(IEnumerable<ContactCount> counts, double precision)
        {
            (this.counts, this.precision, Curvature) = ([.. counts], precision, precision);
            strata = [.. this.counts.GroupBy(count => count.Stratum).Select(same => (
                Left: (double)same.Sum(count => count.Left), Expected: same.Sum(count => count.Expected),
                Others: (double)same.Sum(count => count.OthersLeft), OthersExpected: same.Sum(count => count.OthersExpected)))
                .Where(stratum => stratum is { Expected: > 0, OthersExpected: > 0 })];
        }

        /// <summary>Logarithm of the ratio.</summary>
        public double Shift { get; private set; }

        public double Curvature { get; private set; }

        /// <summary>One of Newton's steps, at most one wide.</summary>
        public void Step(double before)
        {
            (var slope, Curvature) = (-precision * (Shift - before), precision);
            foreach (var (left, expected, others, othersExpected) in strata)
            {
                var chance = expected * Math.Exp(Shift) / (expected * Math.Exp(Shift) + othersExpected);
                slope += left - (left + others) * chance;
                Curvature += (left + others) * chance * (1 - chance);
            }
            Shift += Math.Clamp(slope / Curvature, -1, 1);
        }

        public LeavingEffect Effect(double deviation) => new(
            counts[0].Group, counts[0].About, Rounded(Shift), Rounded(Shift - Sure * deviation),
            Rounded(Shift + Sure * deviation), counts.Sum(count => count.Contacted), counts.Sum(count => count.Left));
    }

    private static double Rounded(double shift) => Math.Round(Math.Exp(shift), 4);
}
