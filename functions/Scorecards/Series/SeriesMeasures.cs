namespace ReapFunctions.Scorecards.Series;

/// <summary>What a series may be of: the REAP measures and the sums that they are made of.</summary>
internal static class SeriesMeasures
{
    private static readonly (string Name, Func<ScorecardCell, double?> Of)[] Sums =
    [
        ("customers", cell => cell.Customers), ("active", cell => cell.Active), ("products", cell => cell.Products),
        ("atRisk", cell => cell.AtRisk), ("complaints", cell => cell.Complaints), ("revenue", cell => (double)cell.Revenue),
        ("wallet", cell => (double?)cell.Wallet),
        ("costToServe", cell => (double)cell.CostToServe), ("value", cell => (double)cell.Value),
        ("lifetime", cell => (double?)cell.Lifetime), ("valueAtRisk", cell => (double?)cell.ValueAtRisk),
    ];

    /// <summary>In the order of the scorecard, sums last.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ReapMeasures.Names, .. Sums.Select(sum => sum.Name)];

    /// <summary>Of a row; null where the portfolio has no such measure, or nothing could be measured.</summary>
    public static double? Of(ScorecardRow row, string measure) =>
        Array.Find(Sums, sum => sum.Name == measure).Of is { } of
            ? of(row.Sums)
            : row.Measures.FirstOrDefault(known => known.Name == measure)?.Value;
}
