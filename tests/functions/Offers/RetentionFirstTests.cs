using ReapFunctions.Offers;
using ReapFunctions.Prompts;

namespace ReapFunctions.Tests.Offers;

/// <summary>As shipped, nobody at high risk hears a sale before a reason to stay that they may get.</summary>
public class RetentionFirstTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Customers of every kind at any risk, keener on everything than any model says.</summary>
    private static OfferRecord[] Records(DecisionOptions config, int rows = 600)
    {
        var random = new Random(17);
        double[] Draw(double from, double to) =>
            [.. Enumerable.Range(0, rows).Select(_ => Math.Round(from + random.NextDouble() * (to - from)))];
        bool?[] Flags(double share) => [.. Enumerable.Range(0, rows).Select(_ => (bool?)(random.NextDouble() < share))];
        float[] Chances(double most) => [.. Enumerable.Range(0, rows).Select(_ => (float)(random.NextDouble() * most))];
        return new TestBucket(rows).Score("churn", Chances(0.9)).Score("broadband", Chances(0.95)).Score("tv", Chances(0.95))
            .Score("security", Chances(0.95)).Score("roaming", Chances(0.95))
            .Number("tenureMonths", Draw(0, 120)).Number("monthlyRevenue", Draw(5, 120)).Number("revenue12m", Draw(60, 1400))
            .Number("directCost12m", Draw(10, 500)).Number("dataUsageGb", Draw(0, 120)).Number("satisfaction", Draw(0, 10))
            .Number("calls12m", Draw(0, 9)).Flag("holdsBroadband", Flags(0.4)).Flag("holdsTv", Flags(0.3))
            .Text("contractType", "monthly", "annual", "biennial").Number("monthsToContractEnd", Draw(0, 24))
            .Decide(config).Offers;
    }

    private static bool IsSale(Prompt prompt) => prompt.Kind is OfferKind.Sale or OfferKind.Referral;

    [Theory]
    [InlineData("")]
    [InlineData("telco")]
    public void TheContextOfHighRiskComesFirstInEveryPortfolioThatHasOne(string portfolio) =>
        Assert.Contains(TestBucket.Config(portfolio).Offering.Contexts, context => context is
        {
            First: true, When: { Field: "risk.band", Is.Text: "high" }, Kinds: [OfferKind.Retention],
        });

    [Fact]
    public void NobodyAtHighRiskHearsASaleBeforeARetentionOfferThatTheyMayGet()
    {
        var byPriority = 0;
        foreach (var record in Records(TestBucket.Telco).Where(record => record is { RiskBand: "high", Control: false }))
        {
            var prompts = new PromptDesk(TestBucket.Telco.Offering).Answer(record, [], null, Now).Prompts;
            var stays = record.Offers.Where(offer => offer.Kind == OfferKind.Retention).ToArray();
            if (stays.Length == 0)
                continue;
            Assert.Equal(OfferKind.Retention, prompts[0].Kind);
            Assert.DoesNotContain(prompts.SkipWhile(prompt => !IsSale(prompt)), prompt => prompt.Kind == OfferKind.Retention);
            var explained = DecisionAnswer.From(record, [], null, TestBucket.Telco.Offering, Now).Offers;
            Assert.All(explained.Where(offer => offer.Rank is not null), offer => Assert.Equal(
                stays.Any(stay => stay.Name == offer.Offer), offer.First == true));
            byPriority += record.Offers.MaxBy(offer => offer.Factors.Priority)!.Kind == OfferKind.Sale ? 1 : 0;
        }
        // Priority alone would let a sale come first.
        Assert.InRange(byPriority, 1, 600);
    }

    [Fact]
    public void WhoIsNotAtHighRiskHearsWhatIsWorthMost() =>
        Assert.All(
            Records(TestBucket.Telco).Where(record => record.RiskBand is "low" or "medium" && record.Offers.Count > 0),
            record => Assert.Equal(
                record.Offers.Max(offer => offer.Factors.Priority), record.Offers[0].Factors.Priority));
}
