using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>Value and risk by value decile, and who gets an offer.</summary>
internal static class DecileSection
{
    public static void Write(IAnsiConsole console, DemoResult result)
    {
        var scorecard = result.Scorecards[^1];
        var currency = scorecard.Text("currency");
        var table = Tables.Create(
            $"Value and risk by value decile, run {result.Last.Run} ({currency} a customer)", 1,
            "Decile", "Customers", "Value 12 m", "Lifetime value", "Cost to serve", "Value at risk", "At risk", "With an offer");
        foreach (var row in scorecard.Items("deciles").Append(scorecard.At("total")).OfType<System.Text.Json.Nodes.JsonNode>())
            Add(table, row);
        console.Write(table);
        var counts = OfferCounts.Of(result);
        console.WriteLine(
            $"Offers: {Tables.Count(counts["withOffer"])} customers have one, {Tables.Count(counts["withoutOffer"])} have none and get a service prompt; "
            + $"{Tables.Count(counts["control"])} are the control group, {Tables.Count(counts["left"])} have left.");
        console.WriteLine();
    }

    private static void Add(Table table, System.Text.Json.Nodes.JsonNode row)
    {
        var sums = row.At("sums");
        var active = sums.Number("active");
        table.Row(
            row.Text("name"), Tables.Count(active), Each("value"), Each("lifetime"), Each("costToServe"), Each("valueAtRisk"),
            Tables.Percent(sums.Number("atRisk") / active), Tables.Percent(sums.Number("withOffer") / active));

        string Each(string sum) => active > 0 ? Tables.Number(sums.Number(sum) / active, 0) : Tables.None;
    }
}
