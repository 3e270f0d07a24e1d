using ReapFunctions.Contracts;
using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>How far a column has moved from the nights before.</summary>
/// <param name="Psi">Population stability index.</param>
/// <param name="Threshold">What it must pass to count, given the rows on both sides.</param>
/// <param name="Bin">The bin that moved most, in words: <c>above 79.5</c>, <c>missing</c>.</param>
/// <param name="Expected">The share of that bin before.</param>
/// <param name="Actual">Its share latest.</param>
public sealed record ColumnDrift(string Column, double Psi, double Threshold, string Bin, double Expected, double Actual)
{
    public bool IsAlarm => Psi > Threshold;
}

/// <summary>How latest's extract compares with those of the nights before.</summary>
/// <param name="Nights">Extracts of the nights before that count.</param>
/// <param name="Rows">Clean rows latest.</param>
/// <param name="UsualRows">The median of the nights before.</param>
/// <param name="IsVolumeAlarm">Rows differ by more than a quarter, by more than the nights before ever did, and by more than
/// chance explains.</param>
public sealed record DriftReport(int Nights, long Rows, double UsualRows, bool IsVolumeAlarm, IReadOnlyList<ColumnDrift> Columns)
{
    /// <summary>What is worth a look, one sentence each.</summary>
    public IEnumerable<string> Warnings()
    {
        if (IsVolumeAlarm)
            yield return $"{Rows} rows are clean where {UsualRows:F0} are usual. Check that the extract is complete.";
        foreach (var column in Columns.Where(column => column.IsAlarm))
            yield return $"{column.Column} has moved (PSI {column.Psi:F2}, {column.Threshold:F2} would be chance): "
                + $"{column.Bin} was {column.Expected:P1} and is {column.Actual:P1}. Check the source of the column.";
    }
}

/// <summary>
/// Drift of an extract against the nights before, by the population stability index: the sum over bins of (a - e) ln(a / e), with
/// bins at the deciles of the nights before, or one for each value, and one for missing; half a row is added to every bin.
/// </summary>
/// <remarks>
/// A column must pass two limits.
/// 1. What matters. The usual 0.10 (Lewis 1994; Siddiqi 2006) until there are three nights before; then four times what they
///    moved among themselves, from 0.02 up to 0.10. Customers stay the same from night to night, so that a source which puts a
///    factor on a column shows far below 0.10.
/// 2. What is more than chance, chi-squared with B - 1 degrees of freedom times (1/n + 1/m) (Yurdakul and Naranjo 2020), over all
///    columns of the extract together: at most one quiet extract in twenty alarms (Benjamini and Hochberg 1995).
/// Dates are compared as ages, days before the drop's date: the date of a detail moves on every night.
/// </remarks>
public static class Drift
{
    /// <summary>Convention: below is stable whatever the number of rows.</summary>
    public const double MaxTolerance = 0.10;

    /// <summary>So little may be rounding.</summary>
    public const double MinTolerance = 0.02;

    private const int NightsToLearn = 3;
    private const double TimesUsual = 4;

    /// <summary>Share of quiet extracts that may alarm.</summary>
    private const double FalseAlarms = 0.05;

    /// <summary>Volume may differ by so much without a word.</summary>
    public const double VolumeTolerance = 0.25;

    /// <param name="latest">The extract's receipt.</param>
    /// <param name="before">Receipts of the same source from the nights before, in any order; refused ones are left out.</param>
    /// <returns>Null when there is nothing to compare with.</returns>
    public static DriftReport? Measure(Receipt latest, IEnumerable<Receipt> before)
    {
        var compared = before.Where(receipt => receipt.Status != ReceiptStatus.Refused && Clean(receipt) > 0).ToList();
        if (compared.Count == 0 || Clean(latest) == 0)
            return null;
        var rows = compared.Select(Clean).Order().ToList();
        var usual = (rows[rows.Count / 2] + rows[(rows.Count - 1) / 2]) / 2.0;
        var widest = rows.Max(count => Math.Abs(count - usual));
        var away = Math.Abs(Clean(latest) - usual);
        // Customers come and go by themselves: a count of n varies by the root of n.
        var chance = 1.96 * Math.Sqrt(usual * (1 + 1.0 / compared.Count));
        var isVolumeAlarm = away > VolumeTolerance * usual && away > widest && away > chance;
        return new(
            compared.Count, Clean(latest), usual, isVolumeAlarm,
            [.. Judge(latest, compared).OrderByDescending(column => column.Psi / column.Threshold)]);
    }

    private static List<ColumnDrift> Judge(Receipt latest, List<Receipt> before)
    {
        var moves = Moves(latest, before);
        var limit = FalseDiscoveryLimit([.. moves.Select(move => move.P)]);
        var usual = Usual(before);
        return [.. moves.Select(move =>
        {
            var chance = ChiSquared.Quantile(1 - limit, move.Degrees) * move.Scatter;
            var tolerance = usual.TryGetValue(move.Column, out var moved)
                ? Math.Clamp(TimesUsual * moved, MinTolerance, MaxTolerance)
                : MaxTolerance;
            return new ColumnDrift(
                move.Column, move.Psi, Math.Max(tolerance, chance), move.Bin, move.Expected, move.Actual);
        })];
    }

    /// <summary>The p below which a comparison counts, so that few of those that count do by chance.</summary>
    internal static double FalseDiscoveryLimit(double[] chances)
    {
        Array.Sort(chances);
        var counting = 1;
        for (var rank = 1; rank <= chances.Length; rank++)
        {
            if (chances[rank - 1] <= FalseAlarms * rank / chances.Length)
                counting = rank;
        }
        return FalseAlarms * counting / Math.Max(1, chances.Length);
    }

    /// <summary>By column: the furthest that one of the nights before moved from the others; empty while they are few.</summary>
    private static Dictionary<string, double> Usual(List<Receipt> before)
    {
        var furthest = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var night = 0; before.Count >= NightsToLearn && night < before.Count; night++)
        {
            foreach (var move in Moves(before[night], [.. before.Where((_, index) => index != night)]))
                furthest[move.Column] = Math.Max(move.Psi, furthest.GetValueOrDefault(move.Column));
        }
        return furthest;
    }

    private static List<ColumnMove> Moves(Receipt latest, List<Receipt> before)
    {
        var earlier = before.SelectMany(receipt => receipt.Columns.Select(column => Aged(column, receipt.Date)))
            .ToLookup(column => (column.Name, column.Type));
        return [.. latest.Columns.Select(column => Aged(column, latest.Date))
            .Select(column => OfColumn(column, [.. earlier[(column.Name, column.Type)]])).OfType<ColumnMove>()];
    }

    /// <summary>The profile of dates as days after the drop's date; others as they are.</summary>
    private static ColumnProfile Aged(ColumnProfile column, DateOnly? date) => !IsDate(column) || date is not { } drop
        ? column
        : column with { Values = null, Quantiles = column.Quantiles?.Select(day => day - drop.DayNumber).ToArray() };

    private static bool IsDate(ColumnProfile column) => column.Type is FieldType.Date or FieldType.Datetime;

    private static long Clean(Receipt receipt) => receipt.Accepted + receipt.Repaired;

    private static ColumnMove? OfColumn(ColumnProfile latest, List<ColumnProfile> before)
    {
        if (before.Count == 0)
            return null;
        var bins = latest.Values is not null && before.All(profile => profile.Values is not null)
            ? DriftBins.ByValue(latest, before)
            : before.Any(profile => profile.Quantiles is not null)
                ? DriftBins.ByDecile(latest, before, IsDate(latest)) : null;
        return bins?.Compare(latest.Name);
    }
}
