using ReapFunctions.Care;
using ReapFunctions.Offers;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards.Series;

/// <summary>
/// What a series may be of: the REAP measures, the sums that they are made of, and under <c>leaving.</c> how many left or leave
/// for each reason of care.json.
/// </summary>
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

    /// <summary>What stands before a reason for leaving.</summary>
    public const string Leaving = "leaving.";

    /// <summary>The measures of a portfolio: behind the others that of its enquiries, and its reasons for leaving.</summary>
    public static IReadOnlyList<string> Of(DecisionOptions config) =>
        config.Value.Enquiries is null ? Of(config.Care?.Leaving) : [.. Of(config.Care?.Leaving), ReapMeasures.EnquiriesWasted];

    /// <summary>Those of its customers.</summary>
    public static IReadOnlyList<string> Of(LeavingOptions? leaving) => leaving is null
        ? Names
        : [.. Names, .. leaving.Reasons.Keys.Append(LeavingOptions.NotTold).Select(reason => Leaving + reason)];

    /// <summary>Of a row of a scorecard.</summary>
    public static double? Of(Scorecard scorecard, SeriesBy by, ScorecardRow row, string measure) =>
        measure.StartsWith(Leaving, StringComparison.Ordinal)
            ? scorecard.Leavers
                .FirstOrDefault(told => told.Key == (measure[Leaving.Length..], EnumName.Of(by), row.Name))?.Customers ?? 0
            : Of(row, measure);

    /// <summary>The property that keeps a measure: names of properties hold letters, digits and underscores alone.</summary>
    public static string PropertyOf(string measure) => !measure.StartsWith(Leaving, StringComparison.Ordinal)
        ? measure
        : string.Concat(measure.Select(letter =>
            char.IsAsciiLetterOrDigit(letter) ? $"{letter}" : $"_{(int)letter:X2}"));

    /// <summary>Of a row; null where the portfolio has no such measure, or nothing could be measured.</summary>
    public static double? Of(ScorecardRow row, string measure) =>
        Array.Find(Sums, sum => sum.Name == measure).Of is { } of
            ? of(row.Sums)
            : row.Measures.FirstOrDefault(known => known.Name == measure)?.Value;
}
