using System.Globalization;
using ReapFunctions.Offers;
using ReapFunctions.Prompts;

namespace ReapFunctions.Tests.Offers;

/// <summary>The arithmetic of docs/decisions.md is that of the code.</summary>
public class DecisionsPageTests
{
    private static readonly string Page = Repository.Read("docs", "decisions.md");

    private static readonly Decisions Made = new TestBucket()
        .Number("monthlyRevenue", 20.90).Number("revenue12m", 246).Number("revenueToDate", 480).Number("directCost12m", 84)
        .Number("dataUsageGb", 30).Number("calls12m", 3).Number("webSessions12m", 20)
        .Score("churn", 0.09f).Score("broadband", 0.12f).Score("tv", 0.01f).Score("security", 0.02f).Score("roaming", 0.04f)
        .Decide(cuts: TestBucket.Cuts with
        {
            Chances = new Dictionary<string, double>
            {
                ["churn"] = 0.10,
                ["broadband"] = 0.08,
                ["tv"] = 0.03,
                ["security"] = 0.03,
                ["roaming"] = 0.04,
            },
        });

    [Fact]
    public void ValuesAndRisks()
    {
        var (value, risk) = (Made.Values[0], Made.Risks[0]);
        Said("current value", value.Current);
        Said("cost to serve", -value.CostToServe);
        Said("take-up", value.TakeUp!.Value);
        Said("lifetime value  ", value.Lifetime!.Value);
        Said("margin  ", value.Lifetime.Value - value.TakeUp.Value);
        Said("expected months", value.ExpectedMonths!.Value, "0.0");
        Said("discounted at", value.DiscountedMonths!.Value);
        Said("lifetime value of who stays", value.LifetimeIfKept!.Value);
        Said("value at risk ", risk.ValueAtRisk!.Value);
        Said("most to spend", risk.RetentionBudget!.Value);
        Assert.Equal(1.1, value.PriceLevel);
    }

    [Fact]
    public void Offers()
    {
        Assert.Equal(5, Made.Offers[0].Offers.Count);
        foreach (var (name, factors) in Made.Offers[0].Offers.Select(offer => (offer.Name, offer.Factors)))
        {
            var row = Line($"| {name} ").Split('|', StringSplitOptions.TrimEntries);
            Assert.Equal(
                [
                    Text(factors.P, "0.##"), Text(factors.C, "0.##"), Text(factors.V), Text(factors.L, "0.##"),
                    Text(factors.Priority),
                ],
                [row[2], row[3], row[4][(row[4].LastIndexOf(' ') + 1)..], row[5], row[6]]);
        }
        var stay = Assert.Single(Made.Offers[0].Removed, removed => removed.Name == "stayAnnual");
        Assert.Equal("risk.budget 12.76, must be at least 15", stay.Compared);
    }

    [Fact]
    public void AShopWeighsThem()
    {
        var now = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
        var offers = DecisionAnswer.From(
            Made.Offers[0] with { Control = false }, [], "shop", TestBucket.Telco.Offering, now).Offers;
        foreach (var offer in offers.Where(offer => offer.Offer is "broadband" or "moreData"))
            Assert.Contains($"x 1.5{(offer.Offer == "moreData" ? " x 1.3" : "")} = {Text(offer.Priority!.Value)},", Page);
        Assert.Equal(offers.Select(offer => offer.Offer).Take(2), ["moreData", "broadband"]);
    }

    private static void Said(string beginning, double amount, string format = "0.00") =>
        Assert.EndsWith($" {Text(amount, format)}", Line(beginning), StringComparison.Ordinal);

    private static string Line(string beginning) =>
        Page.Split('\n').First(line => line.StartsWith(beginning, StringComparison.Ordinal)).TrimEnd();

    private static string Text(double number, string format = "0.00") => number.ToString(format, CultureInfo.InvariantCulture);
}
