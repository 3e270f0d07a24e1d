using System.Text;
using ReapFunctions.Csv;
using ReapFunctions.Lists;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Prompts;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Rules;

public class HistoryRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static DecisionOptions With(string must) => TestBucket.WithRule(
        $$"""{ "name": "asked", "because": "Said before.", "offers": ["security"], "must": {{must}} }""");

    private static OutcomeRecord Said(string offer, Reply reply, double daysAgo, string? channel = "call") => new()
    {
        CustomerId = "c0",
        OutcomeId = "o",
        At = Now.AddDays(-daysAgo),
        Offer = offer,
        Group = offer,
        Reply = reply,
        Channel = channel,
    };

    private static OfferRefusal? Refusal(string must, params OutcomeRecord[] history)
    {
        var config = With(must);
        var offer = new TestBucket().Decide(config).Offers[0].Offers.Single(offer => offer.Name == "security");
        return OfferVerdict.OnHistory(offer.Pending, history, offer.Name, offer.Group, Now);
    }

    [Theory]
    [InlineData("""{ "history": { "withinDays": 30 }, "atMost": 1 }""", true)]
    [InlineData("""{ "history": { "withinDays": 30 }, "atMost": 0 }""", false)]
    [InlineData("""{ "history": { "withinDays": 90 }, "atLeast": 3 }""", true)]
    [InlineData("""{ "history": { "withinDays": 50 }, "atLeast": 3 }""", false)]
    [InlineData("""{ "history": { "withinDays": 90, "replies": ["declined"] }, "is": 2 }""", true)]
    [InlineData("""{ "history": { "withinDays": 90, "channel": "sms" }, "moreThan": 0 }""", true)]
    [InlineData("""{ "history": { "withinDays": 90, "channel": "email" }, "moreThan": 0 }""", false)]
    [InlineData("""{ "history": { "withinDays": 90, "per": "offer" }, "lessThan": 2 }""", true)]
    [InlineData("""{ "history": { "withinDays": 90, "offers": ["tv"] }, "lessThan": 2 }""", false)]
    [InlineData(
        """{ "not": { "history": { "withinDays": 90, "per": "group", "replies": ["accepted"] }, "atLeast": 1 } }""", true)]
    public void TheHistoryIsCountedInItsWindow(string must, bool holds) =>
        Assert.Equal(
            holds, Refusal(
            must, Said("tv", Reply.Declined, 20), Said("tv", Reply.Declined, 60),
            Said("security", Reply.NoAnswer, 40, "sms")) is null);

    [Fact]
    public void ARefusalNamesTheRuleAndTheCounts()
    {
        var refusal = Refusal(
            """{ "history": { "withinDays": 30, "replies": ["declined"] }, "atMost": 0 }""", Said("tv", Reply.Declined, 1));
        Assert.Equal(new OfferRefusal("asked", "Said before.", "declined within 30 days: 1, must be at most 0"), refusal);
    }

    [Fact]
    public void WhatFactsSettleIsNotAskedAgain()
    {
        const string Mixed =
            """{ "any": [ { "field": "age", "atLeast": 30 }, { "history": { "withinDays": 30 }, "atMost": 0 } ] }""";
        var offers = new TestBucket(2).Number("age", 40, 20).Decide(With(Mixed)).Offers;
        Assert.Null(
            offers[0].Offers.Single(offer => offer.Name == "security").Pending?.FirstOrDefault(rule => rule.Rule == "asked"));
        var left = offers[1].Offers.Single(offer => offer.Name == "security").Pending!.Single(rule => rule.Rule == "asked");
        Assert.NotNull(left.Must.History);
    }

    [Fact]
    public void FactsThatBreakTheRuleRemoveTheOfferAtNight()
    {
        const string Both =
            """{ "all": [ { "field": "age", "atLeast": 50 }, { "history": { "withinDays": 30 }, "atMost": 0 } ] }""";
        var removed = new TestBucket().Decide(With(Both)).Offers[0].Removed.Single(removed => removed.Name == "security");
        Assert.Equal("asked", removed.Rule);
        Assert.Contains("age at least 50", removed.Compared);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AListAsksTheSameRule(bool consent)
    {
        const string Must = """{ "history": { "replies": ["accepted"], "withinDays": 30 }, "atLeast": 1 }""";
        var config = With(Must);
        var bucket = new TestBucket().Flag("consentCall", consent).Flag("consentEmail", consent).Flag("consentSms", consent);
        var entry = ListParts.Choose(bucket.Scored(), bucket.Decide(config), config, out _)["security"].Single();
        using var stored = new MemoryStream();
        await ListMerge.WritePartAsync([entry], stored, default);
        stored.Position = 0;
        await foreach (var (read, _) in ListCsv.ReadStoredAsync(stored, 0, default))
            entry = read;
        bool Refused(params OutcomeRecord[] history) =>
            new ListContacts(config.Offering, new Dictionary<string, List<OutcomeRecord>> { ["c0"] = [.. history] }, null, Now)
                .RefusedBy(entry) is not null;
        Assert.True(Refused());
        Assert.True(Refused(Said("tv", Reply.Accepted, 31)));
        Assert.False(Refused(Said("tv", Reply.Accepted, 29)));
        Assert.Equal(
            "history",
            new ListContacts(config.Offering, new Dictionary<string, List<OutcomeRecord>>(), null, Now).RefusedBy(entry));
        using var sent = new MemoryStream();
        var csv = CsvWriter.ForSpreadsheet(sent);
        csv.Write(entry);
        await csv.FlushAsync();
        Assert.DoesNotContain("history", Encoding.UTF8.GetString(sent.ToArray()));
    }

    [Theory]
    [InlineData("""{ "history": { "withinDays": 0 }, "atMost": 1 }""", "1 to 1000 days")]
    [InlineData("""{ "history": { "withinDays": 9 } }""", "Compare the count")]
    [InlineData("""{ "history": { "withinDays": 9 }, "in": [1] }""", "Compare the count")]
    [InlineData("""{ "history": { "withinDays": 9 }, "is": "often" }""", "no count")]
    [InlineData("""{ "history": { "withinDays": 9, "per": "channel" }, "atMost": 1 }""", "name a channel")]
    [InlineData("""{ "history": { "withinDays": 9, "channel": "fax" }, "atMost": 1 }""", "no channel 'fax'")]
    [InlineData("""{ "history": { "withinDays": 9, "offers": ["yacht"] }, "atMost": 1 }""", "no offer 'yacht'")]
    [InlineData("""{ "history": { "withinDays": 9 }, "field": "age", "atMost": 1 }""", "exactly one of")]
    public void AFaultyConditionIsReportedWhenItIsLoaded(string must, string words) =>
        Assert.Contains(
            Assert.Throws<ConfigException>(() => With(must)).Faults, fault =>
            fault.Path.StartsWith("$.policy.suitability[0].must", StringComparison.Ordinal) && fault.Message.Contains(words));

    [Fact]
    public void OnlyRulesOfOffersAskForHistory()
    {
        var fault = Assert.Throws<ConfigException>(
            () => TestBucket.Config("", (name, json) => name != "offers.json" ? json : json.Replace(
            "\"when\": { \"field\": \"value.band\", \"is\": \"high\" }",
                "\"when\": { \"history\": { \"withinDays\": 9 }, \"atMost\": 1 }", StringComparison.Ordinal)));
        Assert.Contains(fault.Faults, fault => fault.Path == "$.routes[0].when");
    }
}
