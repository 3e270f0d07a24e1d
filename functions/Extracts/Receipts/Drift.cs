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
/// The usual limit of 0.10 (Lewis 1994; Siddiqi 2006) alarms by chance when there are few rows. So a column must pass both it and
/// the 95 % quantile that chance alone gives, chi-square with B - 1 degrees of freedom times (1/n + 1/m) (Yurdakul and Naranjo
/// 2020).
/// </remarks>
public static class Drift
{
    /// <summary>Convention: below is stable whatever the number of rows.</summary>
    public const double MinThreshold = 0.10;

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
        List<ColumnProfile> EarlierOf(ColumnProfile column) =>
            [.. compared.SelectMany(receipt => receipt.Columns)
                .Where(earlier => earlier.Name == column.Name && earlier.Type == column.Type)];
        var columns = latest.Columns.Select(column => OfColumn(column, EarlierOf(column))).OfType<ColumnDrift>();
        // Customers come and go by themselves: a count of n varies by the root of n.
        var chance = 1.96 * Math.Sqrt(usual * (1 + 1.0 / compared.Count));
        var isVolumeAlarm = away > VolumeTolerance * usual && away > widest && away > chance;
        return new(
            compared.Count, Clean(latest), usual, isVolumeAlarm,
            [.. columns.OrderByDescending(column => column.Psi / column.Threshold)]);
    }

    private static long Clean(Receipt receipt) => receipt.Accepted + receipt.Repaired;

    private static ColumnDrift? OfColumn(ColumnProfile latest, List<ColumnProfile> before)
    {
        if (before.Count == 0)
            return null;
        var bins = latest.Values is not null && before.All(profile => profile.Values is not null)
            ? DriftBins.ByValue(latest, before)
            : latest.Quantiles is not null && before.Any(profile => profile.Quantiles is not null)
                ? DriftBins.ByDecile(latest, before) : null;
        return bins?.Compare(latest.Name);
    }
}
