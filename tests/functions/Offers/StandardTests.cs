using ReapFunctions.Offers;
using ReapFunctions.Offers.Standards;
using ReapFunctions.Outcomes;
using ReapFunctions.Prompts;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Offers;

/// <summary>How customers of a value band are cared for, from configuration to the agent.</summary>
public class StandardTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Worth much, a little, and worth much but gone.</summary>
    private static TestBucket Bucket() => new TestBucket(5).Number("revenue12m", 1200, 600, 1200, 350, 100)
        .Number("revenueToDate", 2400, 1200, 2400, 700, 200).Text("status", "active", "active", "left", "active", "active");

    private static OfferRecord[] Records(DecisionOptions? config = null) =>
        [.. Bucket().Decide(config).Offers.Select(record => record with { Control = false })];

    private static PromptAnswer Answer(OfferRecord record, OfferOptions? options = null, params OutcomeRecord[] outcomes) =>
        new PromptDesk(options ?? TestBucket.Telco.Offering).Answer(record, outcomes, null, Now);

    private static OutcomeRecord Contact(int daysAgo, string channel = "call") => new()
    {
        CustomerId = "c0",
        OutcomeId = $"{daysAgo}",
        At = Now.AddDays(-daysAgo),
        Offer = "other",
        Group = "other",
        Reply = Reply.NoAnswer,
        Channel = channel,
    };

    private static DecisionOptions Config(string was, string becomes) =>
        TestBucket.Config("", TestBucket.Edit(OfferOptions.File, was, becomes));

    [Fact]
    public void TheAgentIsToldTheStandardOfTheBandWithTheFirstPrompt()
    {
        var records = Records();
        Assert.Equal(
            [ValueBand.High, ValueBand.Medium, ValueBand.High, ValueBand.Low, ValueBand.Negative],
            records.Select(record => record.ValueBand));
        var standard = Answer(records[0]).Standard!;

        Assert.Equal(
            ("Key customer care", "Key customer desk", 4.0, new MostContacts(3, 30), 60.0),
            (standard.Name, standard.Team, standard.AnswerHours, standard.Contacts, standard.CareBudget));
        Assert.Equal(["Key customer desk", "shop manager"], standard.MayDiscount);
        Assert.Null(Answer(records[2]).Standard);
        var (medium, low) = (Answer(records[1]).Standard!, Answer(records[3]).Standard!);
        Assert.Equal(
            ("Personal care", "Consumer sales", 24.0, 20.0), (medium.Name, medium.Team, medium.AnswerHours, medium.CareBudget));
        Assert.Equal(("Simple care", "Service", 72.0, 5.0), (low.Name, low.Team, low.AnswerHours, low.CareBudget));
        Assert.True(standard.AnswerHours < medium.AnswerHours && medium.AnswerHours < low.AnswerHours);
        Assert.Empty(low.MayDiscount);
        Assert.Null(Answer(records[4]).Standard);
        Assert.Contains("\"standard\":{\"name\":\"Key customer care\"", RecordJson.Write(Answer(records[0])));
        Assert.DoesNotContain("\"standard\"", RecordJson.Write(Answer(records[4])));
    }

    [Fact]
    public void TheTeamOfAStandardIsThatOfWhomNoRouteGivesAnother()
    {
        const string Routes = "\"routes\": [";
        Assert.Equal(
            ["Key customer desk", "Consumer sales", "Key customer desk", "Service", "Service"],
            Records().Select(record => record.Team));
        var routed = Config(
            Routes, Routes + """{ "team": "First desk", "when": { "field": "value.band", "is": "high" } },""");
        Assert.Equal("First desk", Answer(Records(routed)[0], routed.Offering).Standard!.Team);
        Assert.Equal("First desk", Answer(Records(routed)[0], routed.Offering).Team);
    }

    [Fact]
    public void NobodyIsContactedMoreOftenThanTheirStandardSays()
    {
        var records = Records();
        OutcomeRecord[] three = [Contact(8), Contact(16), Contact(29)];

        Assert.Contains(
            Answer(records[0], null, three).DoNotOffer, offer => offer.Because.Contains("within 30 days (Key customer care)"));
        Assert.Equal(OfferKind.Service, Answer(records[0], null, three).Prompts.Single().Kind);
        Assert.NotEqual(OfferKind.Service, Answer(records[1], null, three).Prompts[0].Kind);
        Assert.NotEqual(OfferKind.Service, Answer(records[0], null, three[..2]).Prompts[0].Kind);
        Assert.Equal(OfferKind.Service, Answer(records[3], null, three[..2]).Prompts.Single().Kind);
        Assert.NotEqual(OfferKind.Service, Answer(records[3], null, three[..1]).Prompts[0].Kind);
        // Who comes to the shop is not contacted.
        OutcomeRecord[] visits = [.. three.Select(found => found with { Channel = "shop" })];
        Assert.NotEqual(OfferKind.Service, Answer(records[0], null, visits).Prompts[0].Kind);
    }

    [Fact]
    public void APortfolioWithoutStandardsHasNone()
    {
        var config = TestBucket.Telco with
        {
            Offering = TestBucket.Telco.Offering with { Standards = new Dictionary<string, CareStandard>() },
        };
        OutcomeRecord[] three = [Contact(8), Contact(16), Contact(29)];

        Assert.Null(Answer(Records(config)[0], config.Offering).Standard);
        Assert.NotEqual(OfferKind.Service, Answer(Records(config)[0], config.Offering, three).Prompts[0].Kind);
        Assert.Empty(TestBucket.Config("telco").Offering.Standards);
    }

    [Theory]
    [InlineData("\"team\": \"Key customer desk\",\n      \"answerHours\"", "\"answerHours\"", "$.standards.high.team",
        "A standard without a team is nobody's")]
    [InlineData("\"high\": {\n      \"name\"", "\"gold\": {\n      \"name\"", "$.standards.gold",
        "There is no value band 'gold'. Use one of: high, low, medium, negative.")]
    [InlineData("\"name\": \"Key customer care\",", "", "$.standards.high.name", "The name is empty")]
    [InlineData("\"answerHours\": 4", "\"answerHours\": 0", "$.standards.high.answerHours", "hours above 0, at most 8760")]
    [InlineData("\"answerHours\": 4", "\"answerHours\": 9000", "$.standards.high.answerHours", "hours above 0, at most 8760")]
    [InlineData("\"most\": 3, \"days\": 30", "\"most\": 0, \"days\": 30", "$.standards.high.contacts.most", "at least 1")]
    [InlineData("\"most\": 3, \"days\": 30", "\"most\": 3, \"days\": 0", "$.standards.high.contacts.days", "1 to 36500")]
    [InlineData("\"careBudget\": 60", "\"careBudget\": -1", "$.standards.high.careBudget", "0 or more")]
    [InlineData("[\"Key customer desk\", \"shop manager\"]", "[\"\"]", "$.standards.high.mayDiscount[0]", "who may")]
    [InlineData("[\"Key customer desk\", \"shop manager\"]", "[\"jo@firm.de\"]", "$.standards.high.mayDiscount[0]", "no address")]
    [InlineData("\"team\": \"Consumer sales\"", "\"team\": \"jo@firm.de\"", "$.standards.medium.team", "no address")]
    [InlineData("\"team\": \"Business desk\"", "\"team\": \"jo@firm.de\"", "$.routes[1].team", "no address")]
    [InlineData("\"standards\": {",
        "\"standards\": { \"negative\": { \"name\": \"Key customer care\", \"team\": \"Desk\", \"answerHours\": 1 },",
        "$.standards",
        "Two standards are called 'Key customer care'")]
    public void AFaultNamesItsPlaceAndWhatIsWrong(string was, string becomes, string path, string words) =>
        Assert.Contains(
            Assert.Throws<ConfigException>(() => Config(was, becomes)).Faults,
            fault => fault.File == OfferOptions.File && fault.Path == path && fault.Message.Contains(words));
}
