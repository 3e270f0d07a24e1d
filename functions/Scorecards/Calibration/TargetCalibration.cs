using System.Globalization;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Moves;
using ReapFunctions.Scorecards.Proof;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards.Calibration;

/// <summary>What was predicted of some customers and what became of them.</summary>
/// <param name="Group">
/// <c>total</c>, <c>control</c> (whom nobody contacted), <c>decile:{n}</c> of the propensity (1 the highest) or
/// <c>band:{name}</c> of the value.
/// </param>
/// <param name="Predicted">Mean propensity.</param>
/// <param name="Observed">Share of whom it happened, with its 95 % interval.</param>
public sealed record CalibrationGroup(string Group, long Customers, double Predicted, Interval Observed)
{
    /// <summary>
    /// How far what came is from what was predicted, as a share of the larger of the two; 0 where its interval holds the latter.
    /// </summary>
    internal double Off => Predicted >= Observed.Low && Predicted <= Observed.High
        ? 0
        : Math.Abs(Observed.Estimate - Predicted) / Math.Max(Observed.Estimate, Predicted);
}

/// <summary>
/// How the propensities of an earlier run fared in life, now that their days have passed: of all customers, contacted or not.
/// </summary>
/// <param name="Since">The run that predicted.</param>
/// <param name="Error">
/// Calibration error: the mean distance of what was observed from what was predicted over the deciles, weighted by customers.
/// </param>
/// <param name="ChanceLevel">
/// What the error stays below in 95 % of cases if the propensities are right: of each decile the distance is then half-normal
/// with variance p (1 - p) / n.
/// </param>
/// <param name="Drifted">Whether the error is above its chance level.</param>
public sealed record TargetCalibration(
    string Target, string Since, long Customers, double Error, double ChanceLevel, bool Drifted,
    IReadOnlyList<CalibrationGroup> Groups)
{
    private const int Deciles = 10;
    private const double OneSided = 1.6449;
    private const string Control = "control";

    /// <summary>
    /// The control group; null where there is none. A propensity is of what comes unasked: of everybody, contacts have changed
    /// it.
    /// </summary>
    internal CalibrationGroup? OfControl => Groups.FirstOrDefault(group => group.Group == Control);

    /// <summary>Of every target that the earlier run scored, in the order of their names.</summary>
    /// <param name="products">By target that predicts a take-up: its product; others predict leaving.</param>
    internal static IReadOnlyList<TargetCalibration> Between(
        string since, IReadOnlyList<RunDigest> before, IReadOnlyList<RunDigest> now, ValueBandOptions bands,
        IReadOnlyDictionary<string, string> products)
    {
        string[] targets = [.. before.SelectMany(digest => digest.Targets ?? []).Distinct().Order(StringComparer.Ordinal)];
        var cases = targets.ToDictionary(target => target, _ => new List<Case>(), StringComparer.Ordinal);
        var later = new KeyedRows(now);
        foreach (var (digest, row, _) in new KeyedRows(before).All)
        {
            var (match, held) = later.Take(row.Key);
            if (!row.Active || !later.Knows(row.Key))
                continue;
            for (var target = 0; target < (digest.Targets?.Count ?? 0); target++)
            {
                var product = products.GetValueOrDefault(digest.Targets![target]);
                // Who has left is no example of a take-up, as in training.
                if (!float.IsNaN(row.Chances[target]) && (product is null || (match.Active && !digest.Holds(row, product))))
                    cases[digest.Targets[target]].Add(new Case(
                        row.Chances[target], product is null ? !match.Active : RunDigest.Holds(match, held, product),
                        bands.BandOf(row.Cents, row.Decile), row.Control));
            }
        }
        return [.. cases.Where(target => target.Value.Count > 0).Select(target => Of(target.Key, since, target.Value))];
    }

    private static TargetCalibration Of(string target, string since, List<Case> cases)
    {
        cases.Sort((left, right) => right.Predicted.CompareTo(left.Predicted));
        var deciles = Enumerable.Range(0, Deciles).Select(decile => Group(
            $"decile:{(decile + 1).ToString(CultureInfo.InvariantCulture)}",
            cases[(decile * cases.Count / Deciles)..((decile + 1) * cases.Count / Deciles)]))
            .OfType<CalibrationGroup>().ToArray();
        var (error, mean, variance) = (0.0, 0.0, 0.0);
        foreach (var decile in deciles)
        {
            var weight = (double)decile.Customers / cases.Count;
            var spread = Math.Sqrt(decile.Predicted * (1 - decile.Predicted) / decile.Customers);
            error += weight * Math.Abs(decile.Observed.Estimate - decile.Predicted);
            mean += weight * spread * Math.Sqrt(2 / Math.PI);
            variance += weight * spread * weight * spread * (1 - 2 / Math.PI);
        }
        var level = mean + OneSided * Math.Sqrt(variance);
        var bands = cases.GroupBy(found => found.Band).OrderBy(band => band.Key)
            .Select(band => Group($"band:{EnumName.Of(band.Key)}", [.. band])).OfType<CalibrationGroup>();
        return new TargetCalibration(
            target, since, cases.Count, Math.Round(error, 6), Math.Round(level, 6), error > level,
            [.. Wholes(cases), .. deciles, .. bands]);
    }

    private static IEnumerable<CalibrationGroup> Wholes(List<Case> cases) => new[]
    {
        Group(CauseSums.Total, cases), Group(Control, [.. cases.Where(found => found.Control)]),
    }.OfType<CalibrationGroup>();

    private static CalibrationGroup? Group(string name, List<Case> cases)
    {
        if (cases.Count == 0)
            return null;
        var happened = cases.Count(found => found.Happened);
        var limits = RateLimits.Of(new Arm(cases.Count, happened, 0, 0));
        return new CalibrationGroup(
            name, cases.Count, Math.Round(cases.Average(found => found.Predicted), 6),
            Interval.Rounded(limits.Rate, limits.Low, limits.High));
    }

    /// <summary>One customer: what was predicted, and whether it happened.</summary>
    private readonly record struct Case(double Predicted, bool Happened, ValueBand Band, bool Control);
}
