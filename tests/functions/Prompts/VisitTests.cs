using ReapFunctions.Offers;
using ReapFunctions.Offers.Channels;
using ReapFunctions.Outcomes;
using ReapFunctions.Prompts;
using ReapFunctions.Rules;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Prompts;

/// <summary>Customers who come by themselves: to a shop, and to web and app, which a system asks for.</summary>
public class VisitTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static readonly OfferOptions Options = TestBucket.Telco.Offering;

    private static PromptAnswer Answer(
        OfferRecord record, string? channel, OfferOptions? options = null, params OutcomeRecord[] outcomes) =>
        new PromptDesk(options ?? Options).Answer(record, outcomes, channel, Now);

    private static string[] Said(
        OfferRecord record, string? channel, OfferOptions? options = null, params OutcomeRecord[] outcomes) =>
        [.. Answer(record, channel, options, outcomes).Prompts.Select(prompt => prompt.Offer)];

    private static OfferRecord Record(TestBucket bucket) => bucket.Offers() with { Control = false };

    private static OutcomeRecord Heard(
        string channel, double daysAgo, Reply reply = Reply.NoAnswer, string offer = "other") => new()
        {
            CustomerId = "c0",
            OutcomeId = $"{channel}{daysAgo}",
            At = Now.AddDays(-daysAgo),
            Offer = offer,
            Group = offer,
            Reply = reply,
            Channel = channel,
        };

    /// <summary>A reason to stay, a product and a better plan, each of equal worth.</summary>
    private static OfferRecord OfEqualWorth()
    {
        var record = Record(new TestBucket().Number("dataUsageGb", 40));
        var sale = record.Offers.Single(offer => offer.Name == "security");
        return record with
        {
            Offers =
            [
                sale with { Name = "aStay", Kind = OfferKind.Retention, Lever = Lever.Retention, Group = "contract" },
                record.Offers.Single(offer => offer.Name == "moreData") with { Factors = sale.Factors },
                sale,
            ],
        };
    }

    [Fact]
    public void AtTheCounterABetterPlanComesFirstThenAProductThenAReasonToStayOfEqualWorth()
    {
        Assert.Equal(["moreData", "security", "aStay"], Said(OfEqualWorth(), "shop"));
        Assert.Equal(["aStay", "moreData", "security"], Said(OfEqualWorth(), "call"));
        Assert.Equal(["aStay", "moreData", "security"], Said(OfEqualWorth(), "inbound"));
    }

    [Fact]
    public void AtTheCounterABetterPlanComesFirstThoughAnotherProductWouldBringMore()
    {
        var record = OfEqualWorth();
        var worthMore = record with
        {
            Offers = [.. record.Offers.Select(offer => offer.Name != "moreData" ? offer : offer with
            {
                Factors = offer.Factors with { P = offer.Factors.P / 10 },
            })],
        };

        Assert.Equal(["moreData", "security", "aStay"], Said(worthMore, "shop"));
        Assert.Equal("moreData", Said(worthMore, "call")[^1]);
    }

    [Fact]
    public void WhatComesFirstIsConfiguration()
    {
        var shop = Options.Channels["shop"] with
        {
            Weights = [new ChannelWeight { Weight = 20, Kinds = [OfferKind.Retention] }],
        };
        var options = Options with
        {
            Channels = new Dictionary<string, VisitedChannel>(Options.Channels) { ["shop"] = shop },
        };

        Assert.Equal("aStay", Said(OfEqualWorth(), "shop", options)[0]);
    }

    [Fact]
    public void TheExplanationSaysWhatTheChannelWeighs()
    {
        var record = OfEqualWorth();
        var offers = DecisionAnswer.From(record, [], "shop", Options, Now).Offers.ToDictionary(offer => offer.Offer);

        Assert.Equal((1.95, 1.5, (double?)null), (offers["moreData"].ByChannel, offers["security"].ByChannel,
            offers["aStay"].ByChannel));
        Assert.Equal(record.Offers[2].Factors.Priority * 1.5, offers["security"].Priority!.Value, 1e-5);
        Assert.All(DecisionAnswer.From(record, [], "call", Options, Now).Offers, offer => Assert.Null(offer.ByChannel));
    }

    [Fact]
    public void WhoIsAtHighRiskIsKeptFirstInTheShopToo()
    {
        var record = Record(new TestBucket().Score("churn", 0.6f).Number("dataUsageGb", 40));

        Assert.Equal(OfferKind.Retention, Answer(record, "shop").Prompts[0].Kind);
    }

    [Fact]
    public void TheShopHasWordsOfItsOwn()
    {
        var all = Record(new TestBucket().Number("dataUsageGb", 40));
        var record = all with { Offers = [.. all.Offers.Where(offer => offer.Name == "moreData")] };
        string Words(string? channel) => Answer(record, channel).Prompts.Single().SayFirst;

        Assert.Equal(
            "You used 40 GB lately. I can set up the next plan right here, with twice the data; it takes two minutes.",
            Words("shop"));
        Assert.StartsWith("You used 40 GB lately. The next plan includes", Words(null));
        Assert.Equal(Words(null), Words("call"));
        Assert.Equal(Words(null), Words("app"));
        // Nobody withdraws from what was signed in a shop.
        var stay = Record(new TestBucket().Score("churn", 0.6f));
        Assert.Contains("14 days", Answer(stay, "call").Prompts[0].MustSay);
        Assert.DoesNotContain("14 days", RecordJson.Write(Answer(stay, "shop").Prompts[0]));
        Assert.Contains("contract summary", Answer(stay, "shop").Prompts[0].MustSay);
        Assert.Equal("Good that you came by. What can I do for you?",
            Answer(record with { Offers = [] }, "shop").Prompts.Single().SayFirst);
    }

    [Fact]
    public void WordsOfAChannelOutliveTheTableAndRecordsFromBeforeLackThem()
    {
        var record = Record(new TestBucket().Number("dataUsageGb", 40));
        var read = OfferEntity.Read(OfferEntity.Of(record));
        Assert.Equal(Answer(record, "shop").Prompts[0].SayFirst, Answer(read, "shop").Prompts[0].SayFirst);

        var before = record with
        {
            Offers = [.. record.Offers.Select(offer => offer with { Texts = offer.Texts with { ByChannel = null } })],
        };
        read = OfferEntity.Read(OfferEntity.Of(before));
        Assert.DoesNotContain("byChannel", OfferEntity.Of(before).GetString("Offer1"), StringComparison.OrdinalIgnoreCase);
        var first = Answer(read, "shop").Prompts[0];
        Assert.Equal(read.Offers.First(offer => offer.Name == first.Offer).Texts.SayFirst, first.SayFirst);
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("web")]
    [InlineData("app")]
    public void WhoComesByThemselvesHearsOfTheirContractWhateverTheyAgreedTo(string channel)
    {
        var silent = Record(new TestBucket().Flag("eBilling", false)
            .Flag("consentCall", false).Flag("consentEmail", false).Flag("consentSms", false));
        Assert.Equal(["eBilling"], Said(silent, channel));
        Assert.Equal([channel], Answer(silent, channel).Prompts[0].Channels);
        // A text message is not a conversation; a yes to calls is.
        var sms = Record(new TestBucket().Flag("eBilling", false).Flag("consentCall", false).Flag("consentEmail", false));
        Assert.Equal(["eBilling"], Said(sms, channel));
        Assert.Contains("security", Said(Record(new TestBucket()), channel));
        Assert.Equal(OfferKind.Service, Answer(silent with { Control = true }, channel).Prompts.Single().Kind);
    }

    [Fact]
    public void AShopHasLimitsOfItsOwnAndNoOthers()
    {
        var record = Record(new TestBucket());
        var best = Said(record, "shop")[0];
        OutcomeRecord[] threeToday = [Heard("shop", 0.1), Heard("shop", 0.2), Heard("shop", 0.3)];
        Assert.Equal(OfferKind.Service, Answer(record, "shop", null, threeToday).Prompts.Single().Kind);
        Assert.Contains(
            "threeAVisit", Answer(record, "shop", null, threeToday).DoNotOffer.First(offer => offer.Offer == best).Because);
        Assert.Contains(best, Said(record, "shop", null, threeToday[..2]));
        Assert.Contains(best, Said(record, "web", null, threeToday));
        // The same offer once a fortnight, and contacts of ours do not count.
        Assert.DoesNotContain(best, Said(record, "shop", null, Heard("shop", 13, offer: best)));
        Assert.Contains(best, Said(record, "shop", null, Heard("shop", 14, offer: best)));
        OutcomeRecord[] calls = [.. Enumerable.Range(1, 9).Select(day => Heard("call", day, offer: best))];
        Assert.Contains(best, Said(record, "shop", null, calls));
        Assert.Contains(best, Said(record, "inbound", null, calls));
    }

    [Fact]
    public void WhatIsSaidOnAVisitIsNoContactOfOursButANoIsANo()
    {
        var record = Record(new TestBucket());
        var best = Said(record, "call")[0];
        OutcomeRecord[] seen = [.. Enumerable.Range(1, 20).Select(day => Heard("web", day, offer: best))];
        Assert.Contains(best, Said(record, "call", null, seen));
        Assert.DoesNotContain(best, Said(record, "call", null, [.. seen.Select(found => found with { Channel = "email" })]));
        OutcomeRecord[] noes = [.. Enumerable.Range(1, 3).Select(day => Heard("shop", day, Reply.Declined))];
        Assert.Equal(OfferKind.Service, Answer(record, "call", null, noes).Prompts.Single().Kind);
        Assert.DoesNotContain(best, Said(record, "shop", null, Heard("call", 30, Reply.Declined, best)));
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("web")]
    [InlineData("app")]
    public void RepliesKnowTheSameChannels(string channel)
    {
        var (outcome, _, fault) = new OutcomeRequest("tv", "later", Channel: channel)
            .Check(new TestBucket().Offers(), TestBucket.Telco, Now, "new");

        Assert.Equal((channel, ""), (outcome?.Channel, fault));
    }

    [Fact]
    public void APortfolioThatListsNoneHasThoseOfItsConsentsAndInbound()
    {
        Assert.Equal(
            "There is no channel 'shop'. Use one of: call, email, sms, inbound.",
            ChannelParameter.FaultOf("shop", TestBucket.Config("telco")));
        Assert.Equal(
            "There is no channel 'kiosk'. Use one of: call, email, sms, inbound, shop, web, app.",
            ChannelParameter.FaultOf("kiosk", TestBucket.Telco));
    }

    [Fact]
    public void WhoCallsInMayBeLimitedToo()
    {
        var record = Record(new TestBucket());
        var options = Options with
        {
            Channels = new Dictionary<string, VisitedChannel>
            {
                ["inbound"] = new()
                {
                    Limits = [new() { Name = "onceADay", Per = ContactScope.Channel, Days = 1, Most = 1 }],
                },
            },
        };
        Assert.Equal(OfferKind.Service, Answer(record, "inbound", options, Heard("inbound", 0.5)).Prompts.Single().Kind);
        Assert.NotEqual(OfferKind.Service, Answer(record, "inbound", options, Heard("inbound", 1)).Prompts[0].Kind);
    }

    [Fact]
    public void WhatIsSeenOnTheWebWithoutAnAnswerIsNoYes()
    {
        double Learned(string channel) => YesLearning.Learn(
            Enumerable.Repeat(Heard(channel, 1, offer: "eBilling"), 200), Options, new Dictionary<string, double>())
            .TryGetValue("eBilling", out var learned) ? learned.Rate : 0.35;

        Assert.InRange(Learned("web"), 0.1, 0.34);
        Assert.Equal(0.35, Learned("shop"));
    }
}
