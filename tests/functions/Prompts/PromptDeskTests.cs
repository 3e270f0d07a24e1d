using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Prompts;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Prompts;

public class PromptDeskTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static OfferRecord Record(TestBucket? bucket = null)
    {
        // Any ordinary customer outside the control group.
        return (bucket ?? new TestBucket()).Offers() with { Control = false };
    }

    private static PromptAnswer Answer(
        OfferRecord record, DateTimeOffset? now = null, string? channel = null, params OutcomeRecord[] outcomes) =>
        new PromptDesk(TestBucket.Telco.Offering).Answer(record, outcomes, channel, now ?? Now);

    private static OutcomeRecord Said(Reply reply, string offer, int daysAgo, DateOnly? until = null, string? group = null) =>
        new()
        {
            CustomerId = "c0",
            OutcomeId = $"{offer}{daysAgo}",
            At = Now.AddDays(-daysAgo),
            Offer = offer,
            Group = group ?? offer,
            Reply = reply,
            Until = until,
        };

    [Fact]
    public void AtMostThreePromptsInFallingPriority()
    {
        var record = Record();
        Assert.Equal(record.Offers.Take(3).Select(offer => offer.Name), Answer(record).Prompts.Select(prompt => prompt.Offer));
    }

    [Fact]
    public void APromptHasEverythingToReadAloud()
    {
        var prompt = Answer(Record()).Prompts[0];
        Assert.All([prompt.Title, prompt.Reason, prompt.SayFirst, prompt.PriceEffect!, prompt.MustSay!], Assert.NotEmpty);
        Assert.Equal(2, prompt.Objections.Count);
        Assert.Equal(4, prompt.Replies.Count);
        Assert.Equal(new DateOnly(2026, 12, 21), prompt.Expires);
    }

    [Fact]
    public void WhoCallsInHearsOfTheirContractWhateverTheyAgreedTo()
    {
        var record = Record(new TestBucket().Flag("eBilling", false)
            .Flag("consentCall", false).Flag("consentEmail", false));
        string[] Said(string? channel) => [.. Answer(record, channel: channel).Prompts.Select(prompt => prompt.Offer)];

        // Sales need a yes to calls; a text message is not a conversation.
        Assert.Equal(["eBilling"], Said("inbound"));
        Assert.Equal(["inbound"], Answer(record, channel: "inbound").Prompts[0].Channels);
        Assert.Contains("security", Said("sms"));
        var silent = Record(new TestBucket().Flag("eBilling", false)
            .Flag("consentCall", false).Flag("consentEmail", false).Flag("consentSms", false));
        Assert.Contains(
            "Only when the customer calls in",
            Assert.Single(Answer(silent).DoNotOffer, offer => offer.Offer == "eBilling").Because);
        Assert.Equal("eBilling", Answer(silent, channel: "inbound").Prompts[0].Offer);
        // They came to us: that we contacted them often does not count, a no does.
        OutcomeRecord[] often = [.. Enumerable.Range(1, 9).Select(day => PromptDeskTests.Said(Reply.NoAnswer, "tv", day))];
        Assert.Equal("eBilling", Answer(silent, channel: "inbound", outcomes: often[..3]).Prompts[0].Offer);
        Assert.NotEqual(
            "eBilling",
            Answer(silent, channel: "inbound", outcomes: PromptDeskTests.Said(Reply.Declined, "eBilling", 1)).Prompts[0].Offer);
    }

    [Fact]
    public void ANoKeepsAnOfferAwayForItsDaysAndIsGivenAsCause()
    {
        var record = Record();
        var best = record.Offers[0];
        var answer = Answer(record, outcomes: Said(Reply.Declined, best.Name, 89));
        Assert.DoesNotContain(answer.Prompts, prompt => prompt.Offer == best.Name);
        Assert.Contains("said no on 2026-08-25", Assert.Single(answer.DoNotOffer, offer => offer.Offer == best.Name).Because);
        Assert.Contains(
            Answer(record, outcomes: Said(Reply.Declined, best.Name, 90)).Prompts, prompt => prompt.Offer == best.Name);
    }

    [Fact]
    public void ANoToOneOfferOfAGroupKeepsTheOthersAway()
    {
        var record = Record();
        var answer = Answer(record, outcomes: Said(Reply.Declined, "another", 1, group: record.Offers[0].Group));
        Assert.DoesNotContain(answer.Prompts, prompt => prompt.Offer == record.Offers[0].Name);
    }

    [Fact]
    public void AYesKeepsTheOfferAway()
    {
        var record = Record();
        Assert.DoesNotContain(
            Answer(record, outcomes: Said(Reply.Accepted, record.Offers[0].Name, 1)).Prompts, prompt =>
                prompt.Offer == record.Offers[0].Name);
    }

    [Fact]
    public void LaterWaitsForItsDayAndThenComesUpHigher()
    {
        var record = Record();
        var second = record.Offers[1].Name;
        var later = Said(Reply.Later, second, 5, until: new DateOnly(2026, 11, 23));
        Assert.DoesNotContain(Answer(record, outcomes: later).Prompts, prompt => prompt.Offer == second);
        var raised =
            record with
            {
                Offers = [
            record.Offers[0], record.Offers[1] with { Factors = record.Offers[0].Factors }, .. record.Offers.Skip(2)]
            };
        var answer = Answer(raised, Now.AddDays(1), outcomes: later);
        Assert.Equal((second, true), (answer.Prompts[0].Offer, answer.Prompts[0].AskedFor));
    }

    [Fact]
    public void TheNewestReplyRules()
    {
        var record = Record();
        var best = record.Offers[0].Name;
        var answer = Answer(
            record, outcomes: [Said(Reply.Declined, best, 70), Said(Reply.Later, best, 5, until: new DateOnly(2026, 11, 20))]);
        Assert.Contains(answer.Prompts, prompt => prompt.Offer == best);
    }

    [Fact]
    public void TheControlGroupSeesOnlyService()
    {
        var answer = Answer(Record() with { Control = true });
        Assert.True(answer.Control);
        Assert.Equal(OfferKind.Service, Assert.Single(answer.Prompts).Kind);
        Assert.Contains(answer.DoNotOffer, offer => offer.Because.Contains("control group"));
    }

    [Fact]
    public void AComplaintIsPutRightInTheControlGroupToo() =>
        Assert.Equal(
            "putRight", Answer(Record(new TestBucket().Flag("openComplaint", true)) with { Control = true }).Prompts[0].Offer);

    [Fact]
    public void OnAChannelWithoutConsentNothingIsOffered()
    {
        var record = Record(new TestBucket().Flag("consentSms", false));
        var answer = Answer(record, channel: "sms");
        Assert.Equal(OfferKind.Service, Assert.Single(answer.Prompts).Kind);
        Assert.Contains(answer.DoNotOffer, offer => offer.Because.Contains("Not on sms"));
    }

    [Fact]
    public void ThereIsAlwaysAnAnswer() =>
        Assert.Single(Answer(Record(new TestBucket().Flag("vulnerable", true))).Prompts);

    [Fact]
    public void AnExpiredOfferIsNotShown() =>
        Assert.All(Answer(Record(), Now.AddDays(200)).Prompts, prompt => Assert.Equal(OfferKind.Service, prompt.Kind));

    [Theory]
    [InlineData(48, false)]
    [InlineData(49, true)]
    public void TheAnswerSaysHowOldItIs(int hours, bool stale)
    {
        var answer = Answer(Record(), new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero).AddHours(hours));
        Assert.Equal((hours, stale), (answer.AgeHours, answer.Stale));
    }

    [Fact]
    public void NoPropensityIsOnAnAgentsScreen()
    {
        var json = ReapFunctions.Storage.RecordJson.Write(Answer(Record(new TestBucket().Score("churn", 0.123457f))));
        Assert.DoesNotContain("ropensity", json);
        Assert.DoesNotContain("0.123457", json);
    }
}
