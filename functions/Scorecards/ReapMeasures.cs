namespace ReapFunctions.Scorecards;

/// <summary>One measure of the scorecard.</summary>
/// <param name="Lever">retention, efficiency, acquisition or penetration.</param>
/// <param name="Value">Null when nothing can be measured, such as a share of nobody.</param>
/// <param name="Goal">What it is held against; null without one.</param>
public sealed record Measure(string Name, string Lever, double? Value, double? Goal)
{
    /// <summary>Value less goal; null when either is missing.</summary>
    public double? Gap => Value is { } value && Goal is { } goal ? Math.Round(value - goal, 6) : null;
}

/// <summary>The REAP measures of some customers, from their exact sums.</summary>
public static class ReapMeasures
{
    /// <summary>The share of enquiries never followed up in time; of all together alone, where there are enquiries.</summary>
    public const string EnquiriesWasted = "enquiriesWasted";

    private static readonly string[] OfLifetime = ["valueAtRiskShare", "newValue", "newQuality", "takeUpValue"];

    /// <summary>How a measure is read: shares of a whole are 1 at most, and of some of them less is better.</summary>
    private enum Kind
    {
        Plain,
        Share,
        FallingShare,
    }

    private static readonly (string Name, string Lever, Kind Kind, Func<ScorecardCell, double?> Of)[] All =
    [
        // Value of those kept / value of those kept and lost.
        ("valueRetention", "retention", Kind.Share, cell => Ratio(cell.Value, cell.Value + cell.LapsedValue)),
        ("customerRetention", "retention", Kind.Share, cell => Ratio(cell.Active, cell.Customers)),
        ("valueAtRiskShare", "retention", Kind.FallingShare, cell =>
            cell.RiskUnknown > 0 ? null : Ratio(cell.ValueAtRisk, cell.Lifetime)),
        // Cost to serve / margin before it.
        ("costToServeShare", "efficiency", Kind.FallingShare, cell => Ratio(cell.CostToServe, cell.Value + cell.CostToServe)),
        ("negativeShare", "efficiency", Kind.FallingShare, cell => Ratio(cell.Negative, cell.Active)),
        ("newShare", "acquisition", Kind.Share, cell => Ratio(cell.New, cell.Active)),
        ("newValue", "acquisition", Kind.Plain, cell => (double?)cell.NewLifetime),
        // Lifetime value of a new customer / of any.
        ("newQuality", "acquisition", Kind.Plain, cell =>
            Ratio(cell.NewLifetime, cell.New) / Ratio(cell.Lifetime, cell.Active) is { } quality && double.IsFinite(quality)
                ? Math.Round(quality, 6)
                : null),
        ("productsPerCustomer", "penetration", Kind.Plain, cell => Ratio(cell.Products, cell.Active)),
        ("offerShare", "penetration", Kind.Share, cell => Ratio(cell.WithOffer, cell.Active)),
        ("takeUpValue", "penetration", Kind.Plain, cell => (double?)cell.TakeUp),
        // Revenue / what is spent in all.
        ("shareOfSpend", "penetration", Kind.Share, cell => Ratio(cell.WalletHere, cell.Wallet)),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(measure => measure.Name)];

    /// <summary>The measures of a cell; those that have no meaning in its portfolio are left out.</summary>
    public static IReadOnlyList<Measure> Take(ScorecardCell cell, ScorecardOptions options) =>
        [.. All.Where(measure => Means(measure.Name, cell)).Select(measure => new Measure(
            measure.Name,
            measure.Lever,
            measure.Of(cell),
            options.Goals.TryGetValue(measure.Name, out var goal) ? goal : null))];

    /// <summary>The measure of enquiries, which are no customers' and in no cell.</summary>
    internal static Measure Wasted(double? share, ScorecardOptions options) => new(
        EnquiriesWasted, "acquisition", share, options.Goals.TryGetValue(EnquiriesWasted, out var goal) ? goal : null);

    /// <summary>Whether less of a measure is better.</summary>
    internal static bool IsFalling(string name) => KindOf(name) == Kind.FallingShare;

    /// <summary>What is wrong with a goal of a measure; null where nothing is.</summary>
    internal static string? FaultOf(string measure, double goal) =>
        KindOf(measure) != Kind.Plain && goal is < 0 or > 1
            ? $"'{measure}' is a share: write 0 to 1, such as 0.95 for 95 %."
            : null;

    /// <summary>The lever that a measure is of; null for a name that is no measure.</summary>
    internal static string? LeverOf(string name) => Array.Find(All, measure => measure.Name == name).Lever;

    /// <summary>Of a name that is no measure, plain.</summary>
    private static Kind KindOf(string name) =>
        name == EnquiriesWasted ? Kind.FallingShare : Array.Find(All, measure => measure.Name == name).Kind;

    private static bool Means(string measure, ScorecardCell cell) =>
        (cell.Lifetime is not null || !OfLifetime.Contains(measure))
        && (cell.Wallet is not null || measure != "shareOfSpend")
        && (cell.ValueAtRisk is not null || measure != "valueAtRiskShare");

    internal static double? Ratio(decimal? part, decimal? whole) =>
        part is null || whole is null or 0 ? null : (double)Math.Round(part.Value / whole.Value, 6);
}
