using ReapFunctions.Local.Reap.Show;
using ReapFunctions.Scorecards;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>Value and risk by value decile, and who gets an offer.</summary>
internal static class DecileSection
{
    public static void Write(IAnsiConsole console, DemoResult result)
    {
        var scorecard = result.Scorecard.Scorecard;
        var table = TableStyle.Create(
            $"Value and risk by value decile, run {scorecard.Run} ({scorecard.Currency} a customer)", 1,
            "Decile", "Customers", "Value 12 m", "Lifetime value", "Cost to serve", "Value at risk", "At risk", "With an offer");
        foreach (var row in scorecard.Deciles.Append(scorecard.Total))
            Add(table, row.Name, row.Sums);
        console.Write(table);
        var counts = OfferCounts.Of(scorecard.Total.Sums);
        console.Line(
            $"Offers: {Digits.Count(counts["withOffer"])} customers have one, {Digits.Count(counts["withoutOffer"])} have none "
                + "and get a service prompt; "
            + $"{Digits.Count(counts["control"])} are the control group, {Digits.Count(counts["left"])} have left.");
        console.Line();
    }

    private static void Add(Table table, string name, ScorecardCell sums)
    {
        table.Row(
            name, Digits.Count(sums.Active), Each(sums.Value), Each(sums.Lifetime), Each(sums.CostToServe),
            Each(sums.ValueAtRisk),
            sums.RiskUnknown > 0 ? Digits.None : Share(sums.AtRisk), Share(sums.WithOffer));

        string Each(decimal? sum) => sums.Active == 0 || sum is null ? Digits.None : Digits.Number((double)sum / sums.Active, 0);

        string Share(long? count) =>
            sums.Active == 0 || count is null ? Digits.None : Digits.Percent((double)count / sums.Active);
    }
}
