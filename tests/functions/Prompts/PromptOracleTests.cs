using ReapFunctions.Lists;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Prompts;
using ReapFunctions.Rules;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Prompts;

/// <summary>
/// Random customers with random histories, asked at random moments: what is shown is what a plain reading of the rules shows.
/// 2,000 of them; REAP_LONG=1 asks 100,000.
/// </summary>
public class PromptOracleTests
{
    private static readonly int Histories = Environment.GetEnvironmentVariable("REAP_LONG") == "1" ? 100_000 : 2_000;

    private static readonly DateTimeOffset Start = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The shipped portfolio, and a rule that asks for facts and history at once.</summary>
    private static readonly DecisionOptions Config = TestBucket.WithRule("""
          {
            "name": "mixed", "because": "Rather not.", "kinds": ["saving", "sale"],
            "must": { "any": [
              { "field": "satisfaction", "atLeast": 5 },
              { "not": { "history": { "replies": ["noAnswer", "later"], "channel": "call", "withinDays": 40 }, "moreThan": 0 } },
              { "all": [ { "field": "dataUsageGb", "atLeast": 30 }, { "history": { "per": "offer", "offers": ["tv", "eBilling"], "withinDays": 90 }, "atLeast": 1 } ] }
            ] }
          }
        """);

    private static readonly OfferOptions Options = Config.Offering with
    {
        ContactLimits =
        [
            new() { Name = "customer", Per = ContactScope.Customer, Days = 30, Most = 4 },
            new() { Name = "channel", Per = ContactScope.Channel, Days = 7, Most = 2 },
            new() { Name = "offer", Per = ContactScope.Offer, Days = 60, Most = 2 },
            new() { Name = "group", Per = ContactScope.Group, Days = 20, Most = 1, Replies = [Reply.NoAnswer], PauseDays = 10 },
            new() { Name = "noes", Per = ContactScope.Customer, Days = 90, Most = 3, Replies = [Reply.Declined], PauseDays = 60 },
        ],
    };

    private static readonly TestBucket Bucket = new TestBucket(48)
        .Flag("vulnerable", false, false, false, false, false, true)
        .Flag("openComplaint", false, false, false, false, true)
        .Flag("consentCall", true, false, null).Flag("consentEmail", true, true, false, null).Flag("consentSms", null, true)
        .Flag("holdsBroadband", true, false).Number("dataUsageGb", 10, 40, 80).Score("churn", 0.02f, 0.1f, 0.5f)
        .Text("status", "active", "active", "active", "active", "active", "active", "left")
            .Number("satisfaction", 10, 2, double.NaN)
        .Flag("eBilling", false, true);

    [Fact]
    public void WhatIsShownIsWhatThePlainRulesShow()
    {
        var random = new Random(20261121);
        var records = Bucket.Decide(Config).Offers;
        var groups = Options.Offers.Where(offer => offer.Kind != OfferKind.Service)
            .ToDictionary(offer => offer.Name, offer => offer.GroupName);
        for (var i = 0; i < Histories; i++)
        {
            var record = records[random.Next(records.Length)] with { Control = random.Next(10) == 0 };
            var now = Start.AddHours(random.Next(24 * 40));
            var history = History(random, now, groups);
            var channel = random.Next(3) switch { 0 => null, 1 => "call", _ => "sms" };
            var answer = new PromptDesk(Options).Answer(record, history, channel, now);
            var customer = Array.FindIndex(records, known => known.CustomerId == record.CustomerId);
            Assert.Equal(Oracle(record, customer, history, channel, now), answer.Prompts.Select(prompt => prompt.Offer));
            Safe(record, answer);
        }
    }

    [Fact]
    public void TheExplanationSaysWhatThePromptsDo()
    {
        var random = new Random(7);
        var records = Bucket.Decide(Config).Offers;
        var groups = Options.Offers.Where(offer => offer.Kind != OfferKind.Service)
            .ToDictionary(offer => offer.Name, offer => offer.GroupName);
        for (var i = 0; i < 500; i++)
        {
            var record = records[random.Next(records.Length)];
            var now = Start.AddHours(random.Next(24 * 40));
            var history = History(random, now, groups);
            var answer = new PromptDesk(Options).Answer(record, history, null, now);
            var explained = DecisionAnswer.From(record, history, null, Options, now);
            var shown = explained.Offers.Where(offer => offer.Decision == "shown").Select(offer => offer.Offer).ToArray();
            Assert.Equal(shown.Length > 0 ? shown : [explained.Service], answer.Prompts.Select(prompt => prompt.Offer));
            Assert.Equal(groups.Keys.Order(), explained.Offers.Select(offer => offer.Offer).Order());
            Assert.All(explained.Offers, offer => Assert.True(
                offer.Decision is "shown" or "kept" ? offer is { Rank: > 0, P: not null, C: not null, V: not null, L: not null }
                    : offer.Rule is not null));
            Assert.Equal(
                explained.Offers.Where(offer => offer.Decision is "refused" or "removed")
                    .Select(offer => (offer.Offer, offer.Because)),
                answer.DoNotOffer.Select(offer => (offer.Offer, (string?)offer.Because)));
        }
    }

    [Fact]
    public void ListsLeaveOutExactlyWhomPromptsRefuseAndNobodyWhoIsStopped()
    {
        var random = new Random(31);
        var decisions = Bucket.Decide(Config);
        var records = decisions.Offers.ToDictionary(record => record.CustomerId);
        var groups = Options.Offers.Where(offer => offer.Kind != OfferKind.Service)
            .ToDictionary(offer => offer.Name, offer => offer.GroupName);
        // Nobody without consent: such customers are shown when asked for, and prompts tell no channel of theirs.
        var entries = ListParts.Choose(Bucket.Scored(), decisions, Config, out _).Where(list => list.Key != "churn")
            .SelectMany(list => list.Value)
            .Where(entry => entry.Consents.Count > 0
                && entry.Offers.All(offer => records[entry.CustomerId].Offers.Any(kept => kept.Name == offer))).ToArray();
        Assert.All(entries, entry => Assert.Null(records[entry.CustomerId].Stop));
        var refused = 0;
        for (var i = 0; i < Histories; i++)
        {
            var entry = entries[random.Next(entries.Length)];
            var now = Start.AddHours(random.Next(24 * 20));
            var history = History(random, now, groups);
            var channel = random.Next(2) == 0 ? null : entry.Consents[random.Next(entry.Consents.Count)];
            var verdicts = OfferVerdict.Judge(records[entry.CustomerId] with { Control = false }, history, channel, Options, now);
            var expected = entry.Offers.All(offer => verdicts.Single(verdict => verdict.Offer.Name == offer).Refusal is not null);
            var contacts = new ListContacts(
                Options, new Dictionary<string, List<OutcomeRecord>> { [entry.CustomerId] = history }, channel, now);
            Assert.Equal(expected, contacts.RefusedBy(entry) is not null);
            refused += expected ? 1 : 0;
        }
        Assert.InRange(refused, Histories / 10, Histories * 9 / 10);
    }

    private static List<OutcomeRecord> History(Random random, DateTimeOffset now, Dictionary<string, string> groups)
    {
        var names = groups.Keys.ToArray();
        var history = new List<OutcomeRecord>();
        for (var n = random.Next(8); n > 0; n--)
        {
            var offer = names[random.Next(names.Length)];
            var reply = (Reply)random.Next(4);
            // Some lie after now: another machine's clock may be ahead.
            var at = now.AddHours(-random.Next(-10, 24 * 150));
            history.Add(new OutcomeRecord
            {
                CustomerId = "c",
                OutcomeId = $"{n}",
                At = at,
                Offer = offer,
                Group = groups[offer],
                Reply = reply,
                Until = reply == Reply.Later && random.Next(2) == 0
                    ? DateOnly.FromDateTime(at.UtcDateTime).AddDays(random.Next(40))
                    : null,
                Channel = random.Next(3) switch { 0 => null, 1 => "call", _ => "sms" },
            });
        }
        return history;
    }

    private static string[] Oracle(
        OfferRecord record, int customer, List<OutcomeRecord> history, string? channel, DateTimeOffset now)
    {
        var past = history.Where(outcome => outcome.At <= now).ToList();
        var shown = new List<(string Name, double Priority)>();
        foreach (var offer in record.Offers)
        {
            if (offer.Kind == OfferKind.Recovery)
            {
                var since = (record.Recovery?.Since ?? record.Run.Date).ToDateTime(TimeOnly.MinValue);
                if (!past.Any(outcome => outcome.Offer == offer.Name && outcome.Reply == Reply.Accepted
                    && outcome.At.UtcDateTime.Date >= since))
                    shown.Add((offer.Name, offer.Factors.Priority));
                continue;
            }
            if (record.Control || now.UtcDateTime.Date > offer.Expires.ToDateTime(TimeOnly.MinValue))
                continue;
            var replies = past
                .Where(outcome => outcome.Reply != Reply.NoAnswer
                && (outcome.Offer == offer.Name || outcome.Group == offer.Group)).ToList();
            var last = replies.Count == 0 ? null : replies.First(newest => replies.All(reply => reply.At <= newest.At));
            var raise = 1.0;
            if (last is { Reply: Reply.Accepted } && now < last.At.AddDays(120))
                continue;
            if (last is { Reply: Reply.Declined } && now < last.At.AddDays(90))
                continue;
            if (last is { Reply: Reply.Later })
            {
                var day = last.Until?.ToDateTime(TimeOnly.MinValue) ?? last.At.UtcDateTime.Date.AddDays(14);
                if (now.UtcDateTime.Date < day)
                    continue;
                raise = 1.5;
            }
            if (BreaksHistory(offer, customer, past, now))
                continue;
            var full = Options.ContactLimits.Where(limit => limit.Per != ContactScope.Channel)
                .Any(limit => IsFull(limit, past, now, outcome => limit.Per switch
                {
                    ContactScope.Customer => true,
                    ContactScope.Group => outcome.Group == offer.Group,
                    _ => outcome.Offer == offer.Name,
                }));
            var open = offer.Channels.Where(channelName => channel is null || channelName == channel)
                .Count(channelName => !Options.ContactLimits.Where(limit => limit.Per == ContactScope.Channel)
                    .Any(limit => IsFull(limit, past, now, contact => contact.Channel == channelName)));
            if (!full && open > 0)
                shown.Add((offer.Name, offer.Factors.Priority * raise));
        }
        var names = shown.OrderByDescending(ranked => ranked.Priority).ThenBy(ranked => ranked.Name, StringComparer.Ordinal)
            .Take(3).Select(ranked => ranked.Name).ToArray();
        return names.Length > 0 ? names : [record.Service.Name];
    }

    /// <summary>The two rules on history, read out: notInsisted of the portfolio, and the one that this test adds.</summary>
    private static bool BreaksHistory(KeptOffer offer, int customer, List<OutcomeRecord> past, DateTimeOffset now)
    {
        List<OutcomeRecord> Last(int days) => [.. past.Where(outcome => outcome.At > now.AddDays(-days))];
        if (offer.Kind is OfferKind.Sale or OfferKind.Retention or OfferKind.WinBack
            && Last(365).Count(outcome => outcome.Group == offer.Group && outcome.Reply == Reply.Declined) > 1)
            return true;
        if (offer.Kind is not (OfferKind.Sale or OfferKind.Saving))
            return false;
        var satisfied = customer % 3 == 0;
        var quiet = !Last(40).Any(outcome => outcome.Channel == "call" && outcome.Reply is (Reply.NoAnswer or Reply.Later));
        var usesMuch = customer % 3 != 0;
        var askedBefore = offer.Name is "tv" or "eBilling" && Last(90).Any(outcome => outcome.Offer == offer.Name);
        return !(satisfied || quiet || (usesMuch && askedBefore));
    }

    /// <summary>By counting at every moment that matters.</summary>
    private static bool IsFull(ContactLimit limit, List<OutcomeRecord> past, DateTimeOffset now, Func<OutcomeRecord, bool> scope)
    {
        var matching = past
            .Where(outcome => scope(outcome) && (limit.Replies.Count == 0 || limit.Replies.Contains(outcome.Reply))).ToList();
        int Within(DateTimeOffset end) => matching.Count(outcome => outcome.At <= end && outcome.At > end.AddDays(-limit.Days));
        return limit.PauseDays is { } pause
            ? matching.Any(outcome => outcome.At.AddDays(pause) > now && Within(outcome.At) >= limit.Most)
            : Within(now) >= limit.Most;
    }

    /// <summary>Whatever the history: who must not be sold to is not.</summary>
    private static void Safe(OfferRecord record, PromptAnswer answer)
    {
        var kinds = answer.Prompts.Select(prompt => prompt.Kind).ToArray();
        Assert.NotEmpty(kinds);
        if (record.Control || record.Stop is not null || record.Consents.Count == 0)
            Assert.All(kinds, kind => Assert.True(kind is OfferKind.Recovery or OfferKind.Service));
        foreach (var prompt in answer.Prompts.Where(prompt => prompt.Kind is not (OfferKind.Recovery or OfferKind.Service)))
            Assert.All(prompt.Channels, channel => Assert.Contains(channel, record.Consents));
    }
}
