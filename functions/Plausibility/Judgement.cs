using System.Globalization;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Calibration;

namespace ReapFunctions.Plausibility;

/// <summary>
/// What about a complete run looks wrong. Pure: the same figures give the same doubts. A first run is judged by itself alone.
/// </summary>
public sealed class Judgement(PlausibilityOptions options)
{
    /// <param name="customers">The source of customers; null where they are derived.</param>
    /// <param name="trailing">The published runs that it is compared with, the newest first.</param>
    public IReadOnlyList<Doubt> Judge(
        RunState run, RunFigures figures, string? customers, IReadOnlyList<PastRun> trailing) =>
    [
        .. ByItself(run, figures, customers),
        .. trailing.Count == 0 ? [] : Compared(run, figures, trailing),
    ];

    /// <summary>Of models that are still in use, those whose predictions have not come true.</summary>
    /// <param name="calibrations">How the propensities of an earlier run fared by now.</param>
    /// <param name="then">By target: the model that they are of.</param>
    public IEnumerable<Doubt> OfCalibration(
        RunState run, IReadOnlyList<TargetCalibration> calibrations, IReadOnlyDictionary<string, string> then) =>
        calibrations.Where(calibration => calibration.Drifted && calibration.Customers >= options.MinCustomers
            && run.Models.TryGetValue(calibration.Target, out var model) && then.GetValueOrDefault(calibration.Target) == model)
        .Select(OfCalibration).OfType<Doubt>();

    /// <summary>A rare target is never off by much of everybody: of it the share counts, of whom nobody contacted.</summary>
    private Doubt? OfCalibration(TargetCalibration calibration)
    {
        if (calibration.Error > options.MaxCalibrationError)
            return Doubt("customers", calibration.Groups[0], calibration.Error, options.MaxCalibrationError);
        return calibration.OfControl is { } control && control.Customers >= options.MinCustomers
            && control.Off > options.MaxCalibrationShare
            ? Doubt("customers of the control group", control, Math.Round(control.Off, 4), options.MaxCalibrationShare)
            : null;

        Doubt Doubt(string who, CalibrationGroup group, double figure, double limit) => new(
            DoubtKind.Calibration,
            $"{calibration.Target}: of the {group.Customers} {who} of run {calibration.Since} {Percent(group.Predicted)} were "
                + $"predicted, {Percent(group.Observed.Estimate)} came; the model is still in use. Train it anew: "
                + "POST /api/models/train.",
            figure, limit, calibration.Target);
    }

    private IEnumerable<Doubt> ByItself(RunState run, RunFigures figures, string? customers)
    {
        foreach (var source in run.Extracts.GroupBy(extract => extract.Source))
        {
            var read = source.Sum(extract => extract.Read);
            if (Rejects(source.Key, read, source.Sum(extract => extract.Rejected)) is { } rejects)
                yield return rejects;
            if (source.Key == customers && Duplicates(source.Key, read, source.Sum(extract => extract.Duplicates)) is { } lost)
                yield return lost;
        }
        foreach (var unknown in run.References.Select(UnknownKeys).OfType<Doubt>())
            yield return unknown;
        if (figures.Active < options.MinCustomers)
            yield break;
        if (figures.AbsoluteValue == 0)
            yield return new Doubt(DoubtKind.NoValue, $"The value of all {figures.Active} active customers is 0.", 0, 0);
        if (Crowded(DoubtKind.OneDecile, "value decile", figures.Deciles, options.MaxDecileShare) is { } decile)
            yield return decile;
        if (Crowded(DoubtKind.OneBand, "risk band", figures.RiskBands, options.MaxBandShare) is { } band)
            yield return band;
    }

    private IEnumerable<Doubt> Compared(RunState run, RunFigures figures, IReadOnlyList<PastRun> trailing)
    {
        if (Customers(figures, trailing) is { } customers)
            yield return customers;
        var before = trailing[0];
        foreach (var target in before.Run.Models.Keys.Where(run.WithoutChampion.ContainsKey).Order(StringComparer.Ordinal))
            yield return new Doubt(
                DoubtKind.Champion,
                $"{target} had a champion in run {before.Run.Id} and has none now: {run.WithoutChampion[target]}",
                null,
                null,
                target);
        if (before.Figures is not { } past)
            yield break;
        if (Value(figures, past, before.Run.Id) is { } value)
            yield return value;
        foreach (var target in past.Propensities.Keys.Where(figures.Propensities.ContainsKey).Order(StringComparer.Ordinal))
        {
            // Another model may rank otherwise: it won its contest.
            if (run.Models.GetValueOrDefault(target) == before.Run.Models.GetValueOrDefault(target)
                && Propensities(target, figures, past, before.Run.Id) is { } moved)
                yield return moved;
        }
    }

    private Doubt? Rejects(string source, long read, long rejected)
    {
        var share = Share(rejected, read);
        return read < options.MinCustomers || share <= options.MaxRejectShare
            ? null
            : new Doubt(
                DoubtKind.Rejects, $"{rejected} of {read} rows of {source} were rejected: {Percent(share)}.", share,
                options.MaxRejectShare, source);
    }

    private Doubt? Duplicates(string source, long read, long lost)
    {
        var share = Share(lost, read);
        return read < options.MinCustomers || share <= options.MaxDuplicateShare
            ? null
            : new Doubt(
                DoubtKind.Duplicates,
                $"{lost} of {read} rows of {source} have the id of another row: {Percent(share)}. The id does not identify.",
                share,
                options.MaxDuplicateShare,
                source);
    }

    private Doubt? UnknownKeys(ReferenceCount looked)
    {
        var share = Share(looked.Unknown, looked.Rows);
        return looked.Rows < options.MinCustomers || share <= options.MaxUnknownKeyShare
            ? null
            : new Doubt(
                DoubtKind.UnknownKeys,
                $"{looked.Unknown} of {looked.Rows} rows of {looked.Source} have a {looked.Field} that {looked.File} does not "
                    + $"have: {Percent(share)}. They lack its columns. Write the keys alike in both files, also their capitals.",
                share,
                options.MaxUnknownKeyShare,
                looked.Source);
    }

    private Doubt? Customers(RunFigures figures, IReadOnlyList<PastRun> trailing)
    {
        var usual = Median([.. trailing.Select(past => past.Run.Customers ?? 0)]);
        var share = Share(figures.Customers, usual);
        if (usual < options.MinCustomers || (share >= options.MinCustomerShare && share <= options.MaxCustomerShare))
            return null;
        return new Doubt(
            DoubtKind.Customers,
            $"{figures.Customers} customers, where the median of the runs before is {usual}: {Percent(share)}.",
            share,
            share < options.MinCustomerShare ? options.MinCustomerShare : options.MaxCustomerShare);
    }

    private Doubt? Value(RunFigures figures, RunFigures past, RunId before)
    {
        if (past.Active < options.MinCustomers || past.AbsoluteValue == 0)
            return null;
        var moved = (double)Math.Round(Math.Abs(figures.Value - past.Value) / past.AbsoluteValue, 4);
        return moved <= options.MaxValueMoved
            ? null
            : new Doubt(
                DoubtKind.Value,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The total value went from {past.Value:0} in run {before} to {figures.Value:0}: {Percent(moved)} moved."),
                moved,
                options.MaxValueMoved);
    }

    private Doubt? Propensities(string target, RunFigures figures, RunFigures past, RunId before)
    {
        var (reference, now) = (past.Propensities[target], figures.Propensities[target]);
        if (Math.Min(reference.Sum(), now.Sum()) < options.MinCustomers)
            return null;
        var (index, byChance) = PropensityBins.Shift(reference, now);
        var limit = Math.Max(options.MaxStabilityIndex, byChance);
        return index <= limit
            ? null
            : new Doubt(
                DoubtKind.Propensities,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The propensities of {target} are spread otherwise than in run {before}: stability index {index:0.00}."),
                Math.Round(index, 4),
                Math.Round(limit, 4),
                target);
    }

    private static Doubt? Crowded<TKey>(DoubtKind kind, string what, IReadOnlyDictionary<TKey, long> counts, double limit)
        where TKey : notnull
    {
        if (counts.Count == 0)
            return null;
        var (key, count) = counts.MaxBy(entry => entry.Value);
        var share = Share(count, counts.Values.Sum());
        return share <= limit
            ? null
            : new Doubt(kind, $"{count} customers, {Percent(share)}, are in the {what} {key}.", share, limit, $"{key}");
    }

    private static long Median(long[] numbers)
    {
        Array.Sort(numbers);
        return numbers[numbers.Length / 2];
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : Math.Round((double)part / whole, 4);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");
}
