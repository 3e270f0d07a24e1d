using System.Text.RegularExpressions;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;

namespace ReapFunctions.Tests.Offers;

public class YesLearningTests
{
    private static readonly Dictionary<string, double> Usual = new() { ["broadband"] = 0.1 };

    [Fact]
    public void WhoHardlyAsksByThemselvesMayStillSayYes()
    {
        var yes = new YesRate(0.12, 0.5);
        // A fifth of the usual odds, and a little.
        var least = YesRate.Sigma(YesRate.Logit(0.05) - 1.5);

        Assert.Equal(yes.Of(least, 0.05), yes.Of(1e-5, 0.05), 1e-9);
        Assert.Equal(YesRate.Sigma(YesRate.Logit(0.12) - 0.75), yes.Of(0, 0.05), 1e-9);
        Assert.True(yes.Of(0.03, 0.05) > yes.Of(0.02, 0.05));
    }

    [Fact]
    public void FewAnswersMoveTheConfiguredRateALittleAndManyTakeItsPlace()
    {
        // eBilling is configured with 0.35.
        Assert.Equal((50 * 0.35 + 1) / 52, Learn(Said([Reply.Accepted, Reply.Declined]))["eBilling"].Rate, 0.001);
        var many = Enumerable.Repeat(Reply.Accepted, 100).Concat(Enumerable.Repeat(Reply.Later, 900));
        Assert.InRange(Learn(Said([.. many]))["eBilling"].Rate, 0.1, 0.12);
        Assert.InRange(Learn(Said([.. Enumerable.Repeat(Reply.Declined, 100_000)]))["eBilling"].Rate, 0, 0.001);
        Assert.InRange(Learn(Said([.. Enumerable.Repeat(Reply.Accepted, 100_000)]))["eBilling"].Rate, 0.999, 1);
    }

    [Fact]
    public void ACallThatNobodyTakesSaysNothingAMessageWithoutAnswerIsNoYes()
    {
        Assert.Empty(Learn(Said([Reply.NoAnswer, Reply.NoAnswer])));
        Assert.Empty(Learn(Said([Reply.NoAnswer], channel: "call")));
        Assert.InRange(
            Learn(Said([.. Enumerable.Repeat(Reply.NoAnswer, 50)], channel: "email"))["eBilling"].Rate, 0.2, 0.33);
        Assert.Empty(Learn(Said([Reply.Accepted], "noLongerOffered")));
    }

    /// <summary>One in ten of those who get a message: in a conversation that would be the more.</summary>
    [Fact]
    public void AYesToAMessageTellsOfMoreYesesInAConversation()
    {
        Reply[] replies = [.. Enumerable.Range(0, 4_000).Select(number => number % 10 == 0 ? Reply.Accepted : Reply.NoAnswer)];
        var odds = 0.1 / 0.9 / TestBucket.Telco.Offering.ChannelOdds["email"];
        Assert.Equal(odds / (1 + odds), Learn(Said(replies, channel: "email"))["eBilling"].Rate, 0.01);
    }

    [Fact]
    public void OfAnOfferWithAModelTheRateAndWhatAPropensityTellsAreLearned()
    {
        var random = new Random(5);
        var truth = new YesRate(0.25, 1.2);
        var replies = Enumerable.Range(0, 6_000).Select(number =>
        {
            var propensity = 0.02 + 0.3 * random.NextDouble();
            var yes = random.NextDouble() < truth.Of(propensity, 0.1);
            return Said(yes ? Reply.Accepted : Reply.Declined, "broadband", number) with { Propensity = propensity };
        });
        var learned = Learn(replies)["broadband"];
        Assert.Equal(truth.Rate, learned.Rate, 0.02);
        Assert.Equal(truth.Slope, learned.Slope, 0.12);
    }

    [Fact]
    public void WithoutARateTheChanceIsThePropensityUntilRepliesTell()
    {
        // tv has no rate here.
        var config = TestBucket.Config("", (name, json) => name == "offers.json"
            ? Regex.Replace(json, "(\"target\": \"tv\",)\\s*\"acceptance\": 0.12,", "$1")
            : json);
        var cuts = TestBucket.Cuts with { Chances = new Dictionary<string, double> { ["tv"] = 0.08 } };
        double P(DecisionOptions options) => new TestBucket().Flag("holdsBroadband", true).Score("tv", 0.2f)
            .Decide(options, cuts).Offers[0].Offers.Single(offer => offer.Name == "tv").Factors.P;

        Assert.Equal(0.2, P(config), 6);
        var few = YesLearning.Learn([Said(Reply.Accepted, "tv", 0) with { Propensity = 0.08 }], config.Offering, cuts.Chances);
        Assert.InRange(few["tv"].Rate, 0.09, 0.11);
        Assert.InRange(P(config.With(few)), 0.2, 0.26);
    }

    [Fact]
    public void ARateRanksByThePropensityAroundTheUsualOne()
    {
        var cuts = TestBucket.Cuts with { Chances = Usual };
        double P(float propensity) => new TestBucket().Score("broadband", propensity).Decide(cuts: cuts).Offers[0].Offers
            .Single(offer => offer.Name == "broadband").Factors.P;

        Assert.Equal(0.12, P(0.1f), 6);
        // Odds of 4 times the usual ones, of which a yes has the root.
        var odds = 2 * 0.12 / 0.88;
        Assert.Equal(odds / (1 + odds), P(4 / 13f), 5);
    }

    [Fact]
    public void WhatWasLearnedIsTheChanceOfAYes()
    {
        double P(IReadOnlyDictionary<string, YesRate> rates) => new TestBucket().Flag("eBilling", false)
            .Offers(TestBucket.Telco.With(rates)).Offers.Single(offer => offer.Name == "eBilling").Factors.P;

        Assert.Equal(0.35, P(new Dictionary<string, YesRate>()));
        Assert.Equal(0.11, P(new Dictionary<string, YesRate> { ["eBilling"] = new(0.11, 0) }));
    }

    [Fact]
    public void OfEachFactorRepliesTellByHowMuchItChangesAYes()
    {
        var random = new Random(7);
        OutcomeRecord Answered(int number)
        {
            var web = random.Next(2) == 0;
            var late = random.Next(4) == 0;
            var chance = YesRate.Sigma(-1.2 + (web ? 1.1 : 0) - (late ? 0.8 : 0));
            return Said(random.NextDouble() < chance ? Reply.Accepted : Reply.Declined, "eBilling", number) with
            {
                ResponseFactors = [.. new[] { (web, "oftenOnTheWeb"), (late, "paysLate"), (true, "noLongerAsked") }
                    .Where(factor => factor.Item1).Select(factor => factor.Item2)],
            };
        }
        var learned = Learn(Enumerable.Range(0, 8_000).Select(Answered))["eBilling"];
        Assert.Equal(1.1, learned.By!["oftenOnTheWeb"], 0.15);
        Assert.Equal(-0.8, learned.By["paysLate"], 0.15);
        Assert.Equal(YesRate.Sigma(-1.2), learned.Rate, 0.02);
        Assert.Equal(0, learned.By["glad"]);
        Assert.DoesNotContain("noLongerAsked", learned.By.Keys);

        double P(double visits) => new TestBucket().Flag("eBilling", false).Number("webSessions12m", visits)
            .Offers(TestBucket.Telco.With(new Dictionary<string, YesRate> { ["eBilling"] = learned })).Offers
            .Single(offer => offer.Name == "eBilling").Factors.P;
        Assert.InRange(P(40) - P(20), 0.15, 0.3);
        // A few replies of who is often on the web say little of it.
        var few = Learn(Enumerable.Range(0, 4).Select(number => Answered(number) with { Reply = Reply.Accepted }))["eBilling"];
        Assert.InRange(few.By!["oftenOnTheWeb"], -0.1, 0.5);
    }

    [Fact]
    public void APropensityAndFactorsAreLearnedTogether()
    {
        var random = new Random(9);
        var truth = new YesRate(0.2, 0.8);
        var learned = Learn(Enumerable.Range(0, 12_000).Select(number =>
        {
            var (propensity, web) = (0.02 + 0.3 * random.NextDouble(), random.Next(2) == 0);
            var yes = random.NextDouble() < truth.Of(propensity, 0.1, web ? -0.9 : 0);
            return Said(yes ? Reply.Accepted : Reply.Declined, "broadband", number) with
            {
                Propensity = propensity,
                ResponseFactors = web ? ["oftenOnTheWeb"] : [],
            };
        }))["broadband"];
        Assert.Equal((truth.Rate, truth.Slope, -0.9), (learned.Rate, learned.Slope, learned.By!["oftenOnTheWeb"]),
            (expected, actual) => Math.Abs(expected.Rate - actual.Rate) < 0.02 && Math.Abs(expected.Slope - actual.Slope) < 0.12
                && Math.Abs(expected.Item3 - actual.Item3) < 0.15);
    }

    [Fact]
    public void WhatMovesCustomersToOneSaleTellsOfAnotherAndNotOfWhoIsAskedToStay()
    {
        var random = new Random(11);
        IEnumerable<OutcomeRecord> Answered(string offer, int count) => Enumerable.Range(0, count).Select(number =>
        {
            var web = random.Next(2) == 0;
            var yes = random.NextDouble() < YesRate.Sigma(web ? -2.2 : -1);
            return Said(yes ? Reply.Accepted : Reply.Declined, offer, number) with
            {
                ResponseFactors = web ? ["oftenOnTheWeb"] : [],
            };
        });
        double Web(string offer, IReadOnlyDictionary<string, YesRate> learned) => learned[offer].By!["oftenOnTheWeb"];
        OutcomeRecord[] few = [.. Answered("security", 30), .. Answered("planCheck", 30)];
        var alone = Learn(few);
        var together = Learn([.. few, .. Answered("tv", 2_000), .. Answered("roaming", 2_000)]);

        Assert.InRange(Web("security", alone), -0.3, 0.1);
        Assert.InRange(Web("security", together), -1.3, -0.7);
        Assert.Equal(Web("planCheck", alone), Web("planCheck", together), 4);
        // Broadband was offered to nobody yet, and is a sale.
        Assert.InRange(Web("broadband", together), -1.3, -0.7);
        Assert.Equal(TestBucket.Telco.Offering.Offers.Single(offer => offer.Name == "broadband").Acceptance!.Value,
            together["broadband"].Rate, 3);
    }

    private static IReadOnlyDictionary<string, YesRate> Learn(IEnumerable<OutcomeRecord> replies) =>
        YesLearning.Learn(replies, TestBucket.Telco.Offering, Usual);

    private static IEnumerable<OutcomeRecord> Said(Reply[] replies, string offer = "eBilling", string? channel = null) =>
        replies.Select((reply, number) => Said(reply, offer, number) with { Channel = channel });

    private static OutcomeRecord Said(Reply reply, string offer, int number) => new()
    {
        CustomerId = $"c{number}",
        OutcomeId = "1",
        At = DateTimeOffset.UnixEpoch,
        Offer = offer,
        Group = offer,
        Reply = reply,
    };
}
