using System.Globalization;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Proof;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>
/// What came of a plan: the change of value of whom it chose, treated less control. The control group has been drawn before and
/// is chosen by the same rule, so that the two differ by the draw alone; whom pro-active recovery holds for is of neither,
/// nor is whose row the later night rejected.
/// </summary>
internal static class PlanOutcome
{
    private const string Total = "total";

    /// <param name="grade">The last grade of return that the plan buys.</param>
    /// <param name="share">How much of it, 0 to 1.</param>
    /// <inheritdoc cref="Of(Func{DigestRow, DigestWay?}, IReadOnlyList{RunDigest}, IReadOnlyList{RunDigest}, PlanMeasure)"/>
    public static IReadOnlyList<PlanLine> Of(
        int grade, double share, IReadOnlyList<RunDigest> before, IReadOnlyList<RunDigest> now, PlanMeasure measure) =>
        Of(row => row.Ways.At(row.Key < share * ulong.MaxValue ? grade : grade + 1), before, now, measure);

    /// <param name="way">The lever by which a customer was chosen, and what that promised; null for who was not.</param>
    /// <param name="before">Of the plan's run.</param>
    /// <param name="now">Of the run by which it is judged.</param>
    /// <param name="measure">Of the days between them.</param>
    public static IReadOnlyList<PlanLine> Of(
        Func<DigestRow, DigestWay?> way, IReadOnlyList<RunDigest> before, IReadOnlyList<RunDigest> now,
        PlanMeasure measure)
    {
        var later = new KeyedRows(now);
        var sums = new Dictionary<string, Sums>(StringComparer.Ordinal);
        foreach (var (digest, row, place) in new KeyedRows(before).All)
        {
            if (!row.Active || digest.CareOf(place).IsRecovering || !later.Knows(row.Key)
                || way(row) is not { } chosen)
                continue;
            var (match, products) = later.Take(row.Key);
            var (change, promised) = (measure.Change(digest, row, match, products), (decimal)chosen.Gain);
            foreach (var group in (string[])[Total, $"lever:{EnumName.Of(chosen.Lever)}", Decile(row.Decile)])
            {
                if (!sums.TryGetValue(group, out var sum))
                    sums[group] = sum = new Sums();
                sum.Add(row.Control, promised, promised * measure.Due(chosen.Time), change, measure.Of(row));
            }
        }
        return [.. sums.OrderBy(sum => Place(sum.Key)).ThenBy(sum => sum.Key.Length)
            .ThenBy(sum => sum.Key, StringComparer.Ordinal).Select(sum => sum.Value.Line(sum.Key, measure))];
    }

    private static int Place(string group) =>
        group == Total ? 0 : group.StartsWith("lever", StringComparison.Ordinal) ? 1 : 2;

    private static string Decile(byte decile) => $"decile:{decile.ToString(CultureInfo.InvariantCulture)}";

    private sealed class Sums
    {
        private ArmPair arms = ArmPair.Empty;
        private decimal promised, due;

        public void Add(bool control, decimal gain, decimal shows, decimal change, decimal was)
        {
            promised += control ? 0 : gain;
            due += control ? 0 : shows;
            arms = control
                ? arms with { Control = arms.Control.With(false, change, was) }
                : arms with { Treated = arms.Treated.With(false, change, was) };
        }

        public PlanLine Line(string group, PlanMeasure measure)
        {
            var (treated, control) = (arms.Treated.Customers, arms.Control.Customers);
            var best = Cuped.Best(arms);
            var realised = MeanDifference.Between(best.Treated, best.Control, treated);
            return new PlanLine(
                group, treated, control, Math.Round(promised, 2), Math.Round(due, 2), realised,
                realised is null || Math.Round(due, 2) <= 0 || measure.IsEarly
                    ? null
                    : Math.Round(realised.Estimate / (double)due, 4))
            {
                Anytime = MeanDifference.Between(best.Treated, best.Control, treated, measure.Look.Z),
                ValueP = realised is null
                    ? null
                    : measure.Look.Anytime(MeanDifference.PValue(best.Treated, best.Control)),
            };
        }
    }
}
