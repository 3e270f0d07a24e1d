using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Scorecards.Proof;

namespace ReapFunctions.Scorecards.Causes;

/// <summary>
/// The churn that followed a cause, against like customers without it: what was known of all of them at the earlier run alone
/// decides who is compared with whom.
/// </summary>
/// <remarks>
/// Like is who was in the same tenth of predicted risk and the same fifth of value: subclassification on a prognostic score
/// (Hansen, Biometrika 95, 2008, 481-488), and on value, which a churn model does not balance. The rate of the like is weighted
/// to the strata of those struck (Miettinen, American Journal of Epidemiology 96, 1972, 383-388). Its limits are put together
/// from those of the strata by recovered variances (Zou, Huang and Zhang, Computational Statistics and Data Analysis 53, 2009,
/// 1080-1085), those of the difference by Newcombe's as everywhere in the proof. They hold for all causes of an answer together
/// (Bonferroni). What the model knew of complaints is in the risk, and so not counted again; nobody drew who was struck: this
/// describes, and proves nothing.
/// </remarks>
/// <param name="Customers">Active at the earlier run and struck within its window, with somebody like them.</param>
/// <param name="Left">Of these, those who are customers no more at the later run.</param>
/// <param name="Like">Customers of the same strata without a case of the cause.</param>
/// <param name="LikeRate">Share of these who left, weighted to the strata of those struck.</param>
/// <param name="Difference">Share of those struck who left less that; null with fewer than 30 customers of either.</param>
/// <param name="ByRisk">False where the earlier run had no model of the risk: then like is who was of the same value.</param>
/// <param name="LeftBeyond">Customers who left beyond what the like did: the difference times those struck.</param>
public sealed record CauseChurn(
    string Cause, long Customers, long Left, double Rate, bool ByRisk, long Like, double LikeRate, Interval? Difference,
    Interval? LeftBeyond)
{
    private const int Risks = 10;

    /// <summary>A customer at the earlier run, and whether they left by the later.</summary>
    /// <param name="Risk">Predicted; NaN where not known.</param>
    internal readonly record struct Row(ulong Causes, float Risk, byte Decile, bool Left);

    /// <param name="causes">In the order of the bits of <see cref="Row.Causes"/>.</param>
    internal static IReadOnlyList<CauseChurn> Of(IReadOnlyList<string> causes, IReadOnlyList<Row> rows)
    {
        var bounds = Bounds([.. rows.Select(row => row.Risk).Where(risk => !float.IsNaN(risk))]);
        var strata = rows.GroupBy(row => (Tenth(row.Risk, bounds), (row.Decile + 1) / 2)).Select(stratum => stratum.ToArray())
            .ToArray();
        var struck = Enumerable.Range(0, causes.Count).Where(cause => rows.Any(row => Has(row, cause))).ToArray();
        var z = struck.Length == 0 ? NormalDistribution.Z95 : NormalDistribution.Quantile(1 - 0.025 / struck.Length);
        return [.. struck.Select(cause => Of(causes[cause], cause, strata, z) with { ByRisk = bounds.Length > 0 })];
    }

    private static CauseChurn Of(string name, int cause, Row[][] strata, double z)
    {
        var pairs = strata.Select(stratum => (With: ArmOf(stratum, cause, true), Without: ArmOf(stratum, cause, false)))
            .Where(pair => pair.With.Customers > 0 && pair.Without.Customers > 0).ToArray();
        var with = pairs.Aggregate(Arm.Empty, (sum, pair) => sum + pair.With);
        var like = pairs.Sum(pair => pair.Without.Customers);
        if (with.Customers == 0)
            return new CauseChurn(name, 0, 0, 0, false, 0, 0, null, null);
        var expected = Weighted(pairs, with.Customers, z);
        var enough = with.Customers >= LiftEstimate.MinCustomers && like >= LiftEstimate.MinCustomers;
        var difference = enough ? RateLimits.Difference(RateLimits.Of(with, z), expected) : null;
        return new CauseChurn(
            name, with.Customers, with.Successes, Math.Round(with.Rate, 6), false, like, Math.Round(expected.Rate, 6), difference,
            difference?.Times(with.Customers));
    }

    /// <summary>The rate of the like, each stratum weighing as much as it has customers struck.</summary>
    private static RateLimits Weighted((Arm With, Arm Without)[] pairs, long customers, double z)
    {
        var (rate, below, above) = (0.0, 0.0, 0.0);
        foreach (var (with, without) in pairs)
        {
            var (weight, limits) = ((double)with.Customers / customers, RateLimits.Of(without, z));
            rate += weight * limits.Rate;
            below += weight * weight * (limits.Rate - limits.Low) * (limits.Rate - limits.Low);
            above += weight * weight * (limits.High - limits.Rate) * (limits.High - limits.Rate);
        }
        return new RateLimits(rate, Math.Max(0, rate - Math.Sqrt(below)), Math.Min(1, rate + Math.Sqrt(above)));
    }

    private static Arm ArmOf(Row[] stratum, int cause, bool has)
    {
        var rows = stratum.Where(row => Has(row, cause) == has).ToArray();
        return new Arm(rows.Length, rows.Count(row => row.Left), 0, 0);
    }

    private static bool Has(Row row, int cause) => (row.Causes & (1UL << cause)) != 0;

    /// <summary>The risks at which tenths end.</summary>
    private static float[] Bounds(float[] risks)
    {
        Array.Sort(risks);
        return risks.Length == 0 ? [] : [.. Enumerable.Range(1, Risks - 1).Select(tenth => risks[tenth * risks.Length / Risks])];
    }

    private static int Tenth(float risk, float[] bounds) =>
        float.IsNaN(risk) ? -1 : bounds.Count(bound => risk >= bound);
}
