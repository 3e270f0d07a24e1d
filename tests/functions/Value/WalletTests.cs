using ReapFunctions.Scorecards;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Value;

public class WalletTests
{
    private static readonly WalletOptions Options = TestBucket.Telco.Value.Wallet!;

    /// <summary>A hundred consumers of the north who spend 10 to 1,000 a year, and five seniors.</summary>
    private static TestBucket Bucket() => new TestBucket(105)
        .Number("revenue12m", [.. Enumerable.Range(1, 105).Select(i => i <= 100 ? 10.0 * i : 5_000)])
        .Text("segment", [.. Enumerable.Range(1, 105).Select(i => i <= 100 ? "consumer" : "senior")]);

    [Fact]
    public void WhoIsAlikeAndSpendsMostHereSaysWhatTheOthersSpendInAll()
    {
        var wallets = Fit(Bucket());
        var records = Bucket().Decide(cuts: TestBucket.Cuts with { Wallets = wallets }).Values;

        // Of a hundred the eightieth.
        Assert.Equal((800, 0.5), (records[39].Wallet!.Value, records[39].WalletShare!.Value));
        Assert.Equal((800 - 400) * 0.88, records[39].Opportunity!.Value, 0.01);
        Assert.Contains("wallet: what the customer alike spends here who is above 0.8 of the others", records[39].Proxies);
        // Who spends more spends all of it here.
        Assert.Equal((950, 1, 0), (records[94].Wallet!.Value, records[94].WalletShare!.Value, records[94].Opportunity!.Value));
        // Five seniors are too few to say anything: everybody does.
        Assert.DoesNotContain("\u001fsenior", wallets.Keys);
        Assert.Equal(5_000, records[104].Wallet!.Value);
    }

    [Fact]
    public void AGroupThatIsTooSmallIsPutTogetherWithThoseWhoShareItsFirstFields()
    {
        var north = Bucket().Text("region", [.. Enumerable.Range(1, 105).Select(i => i == 7 ? "south" : "north")]);
        var records = north.Decide(cuts: TestBucket.Cuts with { Wallets = Fit(north) }).Values;
        Assert.Equal(800, records[6].Wallet);
    }

    [Fact]
    public void WhoCameThisYearIsHeldAgainstAYearAtTheirRate()
    {
        var bucket = Bucket().Number("tenureMonths", 6).Number("revenue12m", 300);
        var record = bucket.Decide(cuts: TestBucket.Cuts with
        {
            Wallets = new Dictionary<string, double> { [""] = 800 },
        }).Values[0];
        Assert.Equal((800, 0.75), (record.Wallet!.Value, record.WalletShare!.Value));
        Assert.Equal(200 * TestBucket.Telco.Value.MarginRate, record.Opportunity!.Value, 2);
    }

    [Fact]
    public void WhoWasCreditedMoreThanBilledSpendsNothingHere()
    {
        var cuts = TestBucket.Cuts with { Wallets = new Dictionary<string, double> { [""] = 800 } };
        var decisions = Bucket().Number("revenue12m", -50).Decide(cuts: cuts);
        var record = decisions.Values[0];
        Assert.Equal((800, 0), (record.Wallet!.Value, record.WalletShare!.Value));
        Assert.Equal(800 * TestBucket.Telco.Value.MarginRate, record.Opportunity!.Value, 2);
        var scorecard = Scorecard.Merge(
            TestBucket.Run, "EUR", [ScorecardPart.Sum(decisions, TestBucket.Telco)], TestBucket.Portfolio("").Scorecard);
        Assert.Equal(0, scorecard.Total.Measures.Single(measure => measure.Name == "shareOfSpend").Value);
    }

    [Fact]
    public void WithoutABasePeriodOrAWalletNothingIsSaid()
    {
        var record = new TestBucket().Decide().Values[0];
        Assert.Equal((null, null, null), (record.Wallet, record.WalletShare, record.Opportunity));
        Assert.DoesNotContain(record.Proxies, proxy => proxy.StartsWith("wallet", StringComparison.Ordinal));
    }

    [Fact]
    public void TheScorecardSaysTheShareOfThoseWhoseWalletIsKnown()
    {
        var decisions = Bucket().Text("status", [.. Enumerable.Range(1, 105).Select(i => i == 50 ? "left" : "active")])
            .Decide(cuts: TestBucket.Cuts with { Wallets = Fit(Bucket()) });
        var scorecard = Scorecard.Merge(
            TestBucket.Run, "EUR", [ScorecardPart.Sum(decisions, TestBucket.Telco)], TestBucket.Portfolio("").Scorecard);
        var active = decisions.Values.Where(value => value.Active).ToArray();
        var share = scorecard.Total.Measures.Single(measure => measure.Name == "shareOfSpend");
        Assert.Equal("penetration", share.Lever);
        Assert.Equal(active.Sum(value => value.Revenue) / active.Sum(value => value.Wallet!.Value), share.Value!.Value, 5);
        Assert.Equal(
            1, scorecard.Segments.Single(segment => segment.Name == "senior").Measures
            .Single(measure => measure.Name == "shareOfSpend").Value);
    }

    [Fact]
    public void TheScorecardHoldsWhoCameThisYearAgainstAYearAtTheirRateToo()
    {
        var cuts = TestBucket.Cuts with { Wallets = new Dictionary<string, double> { [""] = 800 } };
        var decisions = Bucket().Number("tenureMonths", 6).Number("revenue12m", 300).Decide(cuts: cuts);
        var scorecard = Scorecard.Merge(
            TestBucket.Run, "EUR", [ScorecardPart.Sum(decisions, TestBucket.Telco)], TestBucket.Portfolio("").Scorecard);
        Assert.Equal(0.75, scorecard.Total.Measures.Single(measure => measure.Name == "shareOfSpend").Value);
    }

    [Fact]
    public void APortfolioWithoutWalletsHasNoShare()
    {
        var config = TestBucket.Config("", (name, json) => name == "value.json"
            ? json.Replace("\"wallet\": { \"by\": [\"segment\", \"region\"], \"quantile\": 0.8 },", "", StringComparison.Ordinal)
            : json);
        Assert.Null(config.Value.Wallet);
        var scorecard = Scorecard.Merge(
            TestBucket.Run, "EUR", [ScorecardPart.Sum(new TestBucket().Decide(config), config)],
            TestBucket.Portfolio("").Scorecard);
        Assert.DoesNotContain(scorecard.Total.Measures, measure => measure.Name == "shareOfSpend");
    }

    [Theory]
    [InlineData("\"by\": [\"age\"]", "wallet.by[0]", "neither text nor flag")]
    [InlineData("\"by\": [\"shoeSize\"]", "wallet.by[0]", "There is no field 'shoeSize'")]
    [InlineData("\"by\": [], \"quantile\": 1", "wallet.quantile", "0.5 to 0.99")]
    [InlineData("\"by\": [], \"measure\": \"spent\"", "wallet.measure", "spent")]
    [InlineData("\"by\": [], \"least\": 1", "wallet.least", "10 to 100000")]
    public void WhatCannotBeAWalletIsAFault(string wallet, string path, string words)
    {
        var fault = Assert.Single(Assert.Throws<ConfigException>(() => TestBucket.Config("", (name, json) => name == "value.json"
            ? json.Replace("\"by\": [\"segment\", \"region\"], \"quantile\": 0.8", wallet, StringComparison.Ordinal)
            : json)).Faults);
        Assert.Equal($"$.{path}", fault.Path);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyDictionary<string, double> Fit(TestBucket bucket)
    {
        ScoredSnapshot scored = bucket.Scored();
        return Wallets.Fit(Options, scored.Customers, TestBucket.Telco.Roles, bucket.Decide().Values);
    }
}
