using System.Text.Json.Nodes;
using ReapFunctions.Offers;
using ReapFunctions.Prompts;
using ReapFunctions.Risk;
using ReapFunctions.Scorecards;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Configuration;

/// <summary>A portfolio in which nobody is predicted to leave: what has no meaning then is left out, never 0.</summary>
public class WithoutChurnTests
{
    private static readonly ConfigFiles Telco =
        ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), "telco");

    /// <summary>The shipped telco portfolio without its churn target and all that stands on it.</summary>
    private static ConfigFiles Files()
    {
        var files = new ConfigFiles();
        foreach (var name in Telco.Names.Where(name => name != "risk.json"))
            files[name] = name switch
            {
                "targets.json" => Changed(name, targets => Remove(targets["targets"]!, target => Is(target, "kind", "churn"))),
                "value.json" => Changed(name, value => value["lifetime"]!.AsObject().Remove("churn")),
                "reasons.json" => Changed(name, reasons => reasons["targets"]!.AsObject().Remove("churn")),
                "offers.json" => Changed(name, WithoutRisk),
                _ => Telco[name],
            };
        return files;
    }

    private static void WithoutRisk(JsonNode offers)
    {
        Remove(offers["offers"]!, offer => Is(offer, "kind", "retention") || Is(offer, "kind", "recovery")
            || offer.ToJsonString().Contains("risk.", StringComparison.Ordinal));
        Remove(offers["contexts"]!, context => context.ToJsonString().Contains("risk.", StringComparison.Ordinal));
    }

    [Fact]
    public void ThePortfolioIsWithoutFault() => Assert.Null(Portfolio.Read(Files()).Decisions.Risk);

    [Fact]
    public void NeitherRiskNorLifetimeIsOnAnyRecord()
    {
        var decisions = new TestBucket().WithoutModel("churn").Decide(Config());

        var (value, risk, offer) = (decisions.Values[0], decisions.Risks[0], decisions.Offers[0]);
        Assert.Equal((null, null, null), (value.Lifetime, value.TakeUp, value.ExpectedMonths));
        Assert.Equal(
            (null, null, null, null, null),
            (risk.Band, risk.Propensity, risk.ValueAtRisk, risk.ExpectedMonths, risk.RetentionBudget));
        Assert.Null(offer.RiskBand);
        Assert.True(value.Current > 0);
        Assert.NotEmpty(offer.Offers);
        string[] words = ["Lifetime", "TakeUp", "ExpectedMonths", "Band", "ValueAtRisk", "RetentionBudget"];
        Assert.Empty(words.Intersect(CustomerEntity.Of(risk).Keys));
    }

    [Fact]
    public void TheScorecardLeavesOutWhatNobodyKnows()
    {
        var config = Config();
        var decisions = new TestBucket(20).WithoutModel("churn").Decide(config);

        var scorecard = Scorecard.Merge(
            TestBucket.Run, "EUR", [ScorecardPart.Sum(decisions, config)], new ScorecardOptions());

        var answer = JsonNode.Parse(RecordJson.Write(scorecard))!;
        foreach (var row in answer["deciles"]!.AsArray().Append(answer["total"]))
        {
            var sums = row!["sums"]!.AsObject();
            string[] risks = ["atRisk", "riskUnknown", "lifetime", "takeUp", "valueAtRisk", "newLifetime"];
            Assert.Empty(risks.Intersect(sums.Select(sum => sum.Key)));
            string[] measures = ["valueAtRiskShare", "newValue", "newQuality", "takeUpValue"];
            Assert.Empty(measures.Intersect(row["measures"]!.AsArray().Select(measure => (string?)measure!["name"])));
        }
        Assert.Equal(20, (long)answer["total"]!["sums"]!["active"]!);
    }

    [Fact]
    public void ADecileOfNobodyHasTheSumsOfItsPortfolio()
    {
        var config = TestBucket.Telco;
        var scorecard = Scorecard.Merge(
            TestBucket.Run, "EUR", [ScorecardPart.Sum(new TestBucket().Decide(), config)], new ScorecardOptions());

        Assert.All(scorecard.Deciles, decile => Assert.NotNull(decile.Sums.ValueAtRisk));
        Assert.All(scorecard.Deciles, decile => Assert.Equal(scorecard.Total.Measures.Count, decile.Measures.Count));
    }

    [Theory]
    [InlineData("{feature} is {value}.", "dataUsageGb", "dataUsageGb is 10")]
    [InlineData("Region {region} asks.", "region", "region north asks")]
    [InlineData("DSL is old.", "region", "DSL is old")]
    [InlineData("Age is known.", "age", "age is known")]
    public void AColumnsNameKeepsItsCapitalsWithinASentence(string text, string feature, string said)
    {
        var telco = TestBucket.Telco;
        var says = new FeatureReason { Up = text, Down = text };
        var texts = telco.Reasons with
        {
            Targets = new Dictionary<string, IReadOnlyDictionary<string, FeatureReason>>
            {
                ["*"] = new Dictionary<string, FeatureReason> { [feature] = says, ["Revenue"] = says },
            },
        };
        var offers = telco.Offering.Offers.Select(offer => offer.Name == "tv"
            ? offer with { Applicability = [], Texts = offer.Texts with { Reason = "Not held, and {why}." } }
            : offer);
        var config = telco with { Reasons = texts, Offering = telco.Offering with { Offers = [.. offers] } };

        string Reason(string name) => new TestBucket().Number("Revenue", 5).Reasons("tv", new Contribution(name, 1))
            .Decide(config).Offers[0].Offers.First(offer => offer.Name == "tv").Texts.Reason;

        Assert.Equal($"Not held, and {said}.", Reason(feature));
        if (feature == "dataUsageGb")
            Assert.Equal("Not held, and Revenue is 5.", Reason("Revenue"));
        var unknown = new TestBucket().Decide(config).Offers[0].Offers;
        Assert.Equal("Not held.", unknown.First(offer => offer.Name == "tv").Texts.Reason);
    }

    [Fact]
    public void NothingIsSaidOfARiskThatMoved() => Assert.Null(RiskMoved.From(null, Config().Risk));

    [Theory]
    [InlineData("offers.json", "\"field\":\"tenure\"", "\"field\":\"risk.valueAtRisk\"", "no target has the kind churn")]
    [InlineData("offers.json", "{why}", "{risk.reason}", "no target has the kind churn")]
    [InlineData("offers.json", "\"field\":\"tenure\"", "\"field\":\"value.lifetime\"", "how long customers stay")]
    [InlineData("value.json", "\"rankedBy\":\"current\"", "\"rankedBy\":\"lifetime\"", "no lifetime value")]
    public void WhatStandsOnARiskIsAFaultThatNamesTheCause(string file, string was, string becomes, string words)
    {
        var files = Files();
        files[file] = TestBucket.Edited(files[file], was, becomes);

        var fault = Assert.Throws<ConfigException>(() => Portfolio.Read(files));
        Assert.Contains(words, Assert.Single(fault.Faults).Message);
    }

    [Fact]
    public void AFileOfRisksWithoutChurnIsOneFault()
    {
        var files = Files();
        files["risk.json"] = Telco["risk.json"];
        Assert.Equal("risk.json", Assert.Single(Assert.Throws<ConfigException>(() => Portfolio.Read(files)).Faults).File);
    }

    [Fact]
    public void RevenueToDateWithoutATenureIsAFaultAtStart()
    {
        var files = Files();
        files["sources/telco.json"] = files["sources/telco.json"].Replace("\"tenureMonths\": \"tenure\",", "");
        var fault = Assert.Single(Assert.Throws<ConfigException>(() => Portfolio.Read(files)).Faults);
        Assert.Equal(("value.json", "$.revenueToDate"), (fault.File, fault.Path));
        Assert.Contains("tenureMonths", fault.Message);
    }

    [Fact]
    public void AProductThatNobodyHoldsIsOneFaultForEachPlaceThatNamesIt()
    {
        var files = Files();
        files["offers.json"] = files["offers.json"].Replace("\"product\":\"techSupport\"", "\"product\":\"techSuport\"");
        var faults = Assert.Throws<ConfigException>(() => Portfolio.Read(files)).Faults;
        Assert.DoesNotContain(faults, fault => fault.Message.Contains("Nobody can get", StringComparison.Ordinal));
    }

    [Fact]
    public void AChannelThatTheContractDoesNotKnowIsOneFault()
    {
        var files = Files();
        files["sources/telco.json"] = files["sources/telco.json"].Replace("\"email\": { \"assumed\": true },", "");
        Assert.Single(Assert.Throws<ConfigException>(() => Portfolio.Read(files)).Faults);
    }

    /// <summary>Of the default portfolio, whose columns the test buckets have.</summary>
    private static DecisionOptions Config()
    {
        var telco = TestBucket.Telco;
        return telco with
        {
            Targets = telco.Targets.Where(target => target.Value is not null).ToDictionary(),
            Risk = null,
            Value = telco.Value with { Lifetime = new LifetimeOptions() },
            Offering = telco.Offering with
            {
                Contexts = [],
                Offers = [.. telco.Offering.Offers.Where(
                    offer => !RecordJson.Write(offer).Contains("risk.", StringComparison.Ordinal))],
            },
        };
    }

    private static string Changed(string name, Action<JsonNode> change)
    {
        var file = JsonNode.Parse(
            Telco[name], documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip })!;
        change(file);
        return file.ToJsonString();
    }

    private static bool Is(JsonNode node, string member, string value) => (string?)node[member] == value;

    private static void Remove(JsonNode list, Func<JsonNode, bool> which)
    {
        foreach (var node in list.AsArray().Where(node => which(node!)).ToArray())
            list.AsArray().Remove(node);
    }
}
