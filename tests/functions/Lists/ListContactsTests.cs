using ReapFunctions.Lists;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Prompts;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Lists;

public class ListContactsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static readonly OfferOptions Options = TestBucket.Telco.Offering;

    private static OutcomeRecord Said(string offer, Reply reply, int daysAgo, string? channel = null) => new()
    {
        CustomerId = "c0",
        OutcomeId = $"{offer}{daysAgo}",
        At = Now.AddDays(-daysAgo),
        Offer = offer,
        Group = offer,
        Reply = reply,
        Channel = channel,
    };

    [Fact]
    public void AListLeavesOutExactlyWhomThePromptsRefuse()
    {
        var bucket = new TestBucket(2).Flag("holdsBroadband", true);
        var decisions = bucket.Decide();
        var entry = ListParts.Choose(bucket.Scored(), decisions, TestBucket.Telco, out _)["tv"]
            .Single(entry => entry.CustomerId == "c0");
        var record = decisions.Offers[0] with { Control = false };
        var random = new Random(4);
        string[] offers = ["tv", "security", "roaming", "eBilling"];
        var refused = 0;
        for (var i = 0; i < 2000; i++)
        {
            List<OutcomeRecord> history = [.. Enumerable.Range(0, random.Next(6)).Select(_ =>
                Said(offers[random.Next(4)], (Reply)random.Next(4), random.Next(130), random.Next(2) == 0 ? "call" : null))];
            var channel = random.Next(2) == 0 ? "call" : null;
            var contacts = new ListContacts(
                Options, new Dictionary<string, List<OutcomeRecord>> { ["c0"] = history }, channel, Now);
            var verdict = OfferVerdict.Judge(record, history, channel, Options, Now)
                .Single(verdict => verdict.Offer.Name == "tv");
            Assert.Equal(verdict.Refusal is not null, contacts.RefusedBy(entry) is not null);
            refused += verdict.Refusal is not null ? 1 : 0;
        }
        Assert.InRange(refused, 200, 1800);
    }

    [Theory]
    [InlineData(Reply.Declined, "tv", "reply:declined")]
    [InlineData(Reply.Accepted, "tv", "reply:accepted")]
    [InlineData(Reply.Declined, "roaming", null)]
    public void TheRuleThatRefusesIsNamed(Reply reply, string offer, string? rule)
    {
        var bucket = new TestBucket().Flag("holdsBroadband", true);
        var entry = ListParts.Choose(bucket.Scored(), bucket.Decide(), TestBucket.Telco, out _)["tv"].Single();
        var history = new Dictionary<string, List<OutcomeRecord>> { ["c0"] = [Said(offer, reply, 3)] };

        Assert.Equal(rule, new ListContacts(Options, history, null, Now).RefusedBy(entry));
        Assert.Equal("channel", new ListContacts(Options, history, "pigeon", Now.AddYears(2)).RefusedBy(entry));
    }

    [Fact]
    public void ALimitOnContactsIsNamed()
    {
        var bucket = new TestBucket().Flag("holdsBroadband", true);
        var entry = ListParts.Choose(bucket.Scored(), bucket.Decide(), TestBucket.Telco, out _)["tv"].Single();
        var often = Enumerable.Range(0, 30).Select(_ => Said("roaming", Reply.NoAnswer, 0, "call")).ToList();

        var rule = new ListContacts(Options, new Dictionary<string, List<OutcomeRecord>> { ["c0"] = often }, null, Now)
            .RefusedBy(entry);

        Assert.Contains(rule, Options.ContactLimits.Select(limit => $"contact:{limit.Name}"));
    }

    [Fact]
    public void NothingOlderThanTheOldestMatters() =>
        Assert.True(ListContacts.Oldest(Options, Now) <= Now.AddDays(-Options.Prompts.AcceptedDays));
}
