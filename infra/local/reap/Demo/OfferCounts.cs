using ReapFunctions.Scorecards;

namespace ReapFunctions.Local.Reap.Demo;

/// <summary>Customers by what was decided about them.</summary>
internal static class OfferCounts
{
    /// <summary>Without <c>atRisk</c> in a portfolio that predicts nobody to leave.</summary>
    public static IReadOnlyDictionary<string, long> Of(ScorecardCell sums) => new Dictionary<string, long?>
    {
        ["customers"] = sums.Customers,
        ["active"] = sums.Active,
        ["left"] = sums.Lapsed,
        ["withOffer"] = sums.WithOffer,
        ["withoutOffer"] = sums.Active - sums.WithOffer,
        ["control"] = sums.Control,
        ["atRisk"] = sums.AtRisk,
    }.Where(count => count.Value is not null).ToDictionary(count => count.Key, count => count.Value!.Value);
}
