using System.Globalization;
using ReapFunctions.Offers;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Proof;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>
/// What came of a plan: the change of value of whom it chose, treated less control. The control group has been drawn before and
/// is chosen by the same rule, so that the two differ by the draw alone.
/// </summary>
internal static class PlanOutcome
{
    private const string Total = "total";

    /// <summary>Too few say nothing of money.</summary>
    private const int Least = 30;

    /// <summary>Before a month nothing is held against what is due: it is next to nothing.</summary>
    private const decimal Early = 30 / 365m;

    /// <param name="grade">The last grade of return that the plan buys.</param>
    /// <inheritdoc cref="Of(Func{DigestRow, DigestWay?}, IReadOnlyList{RunDigest}, IReadOnlyList{RunDigest}, bool, double)"/>
    public static IReadOnlyList<PlanLine> Of(
        int grade, IReadOnlyList<RunDigest> before, IReadOnlyList<RunDigest> now, bool byLifetime, double due) =>
        Of(row => row.Ways.At(grade), before, now, byLifetime, due);

    /// <param name="way">The lever by which a customer was chosen, and what that promised; null for who was not.</param>
    /// <param name="before">Of the plan's run.</param>
    /// <param name="now">Of the run by which it is judged.</param>
    /// <param name="byLifetime">Whether the lifetime value is compared.</param>
    /// <param name="due">The share of promises that is due by then, 0 to 1.</param>
    public static IReadOnlyList<PlanLine> Of(
        Func<DigestRow, DigestWay?> way, IReadOnlyList<RunDigest> before, IReadOnlyList<RunDigest> now, bool byLifetime,
        double due)
    {
        var later = new KeyedRows(now);
        var sums = new Dictionary<string, Sums>(StringComparer.Ordinal);
        foreach (var (_, row, _) in new KeyedRows(before).All)
        {
            if (!row.Active || way(row) is not { } chosen)
                continue;
            var (match, _) = later.Take(row.Key);
            var was = (byLifetime ? row.Lifetime : row.Cents) / 100m;
            var isNow = match.Active ? (byLifetime ? match.Lifetime : match.Cents) / 100m : 0;
            foreach (var group in (string[])[Total, $"lever:{EnumName.Of((Lever)chosen.Lever)}", Decile(row.Decile)])
            {
                if (!sums.TryGetValue(group, out var sum))
                    sums[group] = sum = new Sums();
                sum.Add(row.Control, (decimal)chosen.Gain, isNow - was, was);
            }
        }
        return [.. sums.OrderBy(sum => Place(sum.Key)).ThenBy(sum => sum.Key.Length)
            .ThenBy(sum => sum.Key, StringComparer.Ordinal).Select(sum => sum.Value.Line(sum.Key, (decimal)due))];
    }

    private static int Place(string group) =>
        group == Total ? 0 : group.StartsWith("lever", StringComparison.Ordinal) ? 1 : 2;

    private static string Decile(byte decile) => $"decile:{decile.ToString(CultureInfo.InvariantCulture)}";

    private sealed class Sums
    {
        private ArmPair arms = ArmPair.Empty;
        private decimal promised;

        public void Add(bool control, decimal gain, decimal change, decimal was)
        {
            promised += control ? 0 : gain;
            arms = control
                ? arms with { Control = arms.Control.With(false, change, was) }
                : arms with { Treated = arms.Treated.With(false, change, was) };
        }

        public PlanLine Line(string group, decimal share)
        {
            var due = Math.Round(promised * share, 2);
            var (treated, control) = (arms.Treated.Customers, arms.Control.Customers);
            var best = Cuped.Best(arms);
            var realised = Math.Min(treated, control) < Least
                ? null
                : MeanDifference.Between(best.Treated, best.Control, treated);
            return new PlanLine(
                group, treated, control, Math.Round(promised, 2), due, realised,
                realised is null || due <= 0 || share < Early ? null : Math.Round(realised.Estimate / (double)due, 4));
        }
    }
}
