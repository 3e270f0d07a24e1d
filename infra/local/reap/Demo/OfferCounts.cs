using ReapFunctions.Local.Reap.Api;

namespace ReapFunctions.Local.Reap.Demo;

/// <summary>Customers by what was decided about them, from the scorecard of the last night.</summary>
internal static class OfferCounts
{
    public static IReadOnlyDictionary<string, long> Of(DemoResult result)
    {
        var sums = result.Scorecards[^1].At("total.sums");
        var active = sums.Count("active") ?? 0;
        var withOffer = sums.Count("withOffer") ?? 0;
        return new Dictionary<string, long>
        {
            ["customers"] = sums.Count("customers") ?? result.Last.Customers ?? 0,
            ["active"] = active,
            ["left"] = sums.Count("lapsed") ?? 0,
            ["withOffer"] = withOffer,
            ["withoutOffer"] = active - withOffer,
            ["control"] = sums.Count("control") ?? 0,
            ["atRisk"] = sums.Count("atRisk") ?? 0,
        };
    }
}
