using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ReapFunctions.Csv;
using ReapFunctions.Lists;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Tests.Csv;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Lists;

public class ListTests
{
    private static ListEntry Entry(
        string id, double propensity, bool control = false, string? segment = "consumer", params string[] consents) =>
        new(id, propensity, 12.5, ValueBand.Medium, 4, segment, consents.Length == 0
            ? ["call", "email"]
            : consents, control, ["tv"]);

    private static async Task<byte[]> Stored(IEnumerable<ListEntry> entries)
    {
        var stream = new MemoryStream();
        await ListMerge.WritePartAsync(entries.Order(ListEntry.Ranking), stream, default);
        return stream.ToArray();
    }

    private static async Task<(byte[] Bytes, ListManifest Manifest)> Merged(params IEnumerable<ListEntry>[] buckets)
    {
        var parts = new List<Stream>();
        foreach (var bucket in buckets)
            parts.Add(new MemoryStream(await Stored(bucket)));
        var output = new MemoryStream();
        var manifest = await ListMerge.MergeAsync(TestBucket.Run, "tv", [], parts, output, default);
        return (output.ToArray(), manifest);
    }

    /// <summary>An entry as it leaves the system.</summary>
    private static string Line(ListEntry entry)
    {
        var stream = new MemoryStream();
        var csv = CsvWriter.ForSpreadsheet(stream);
        csv.Write(entry);
        csv.FlushAsync().AsTask().Wait();
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static async Task<List<ListEntry>> Read(byte[] stored)
    {
        var entries = new List<ListEntry>();
        await foreach (var (entry, _) in ListCsv.ReadStoredAsync(new MemoryStream(stored), 0, default))
            entries.Add(entry);
        return entries;
    }

    [Fact]
    public void TheInactiveHoldersAndTheStoppedAreLeftOut()
    {
        var bucket = new TestBucket(5).Flag("holdsBroadband", true).Text("status", "active", "left", "active", "active", "active")
            .Flag("holdsTv", false, false, true, false, false).Flag("vulnerable", false, false, false, true, false)
            .Flag("openComplaint", false, false, false, false, true);
        var lists = ListParts.Choose(bucket.Scored(), bucket.Decide(), TestBucket.Telco, out _);
        Assert.Equal(["c0"], lists["tv"].Select(entry => entry.CustomerId));
        Assert.Equal(["c0", "c2"], lists["churn"].Select(entry => entry.CustomerId));
    }

    [Fact]
    public void WhoIsAboutToLeaveIsListedWithTheOffersThatKeepThem()
    {
        var bucket = new TestBucket(2).Number("monthsToContractEnd", 1, double.NaN).Score("churn", 0.4f, 0.0001f);
        var decisions = bucket.Decide();
        var lists = ListParts.Choose(bucket.Scored(), decisions, TestBucket.Telco, out _);

        var kept = decisions.Offers[0].Offers.Where(offer => offer.Kind == OfferKind.Retention).Select(offer => offer.Name);
        Assert.Contains("renewEarly", kept);
        Assert.Equal(kept, lists["churn"][0].Offers);
        Assert.Empty(lists["churn"][1].Offers);
    }

    [Fact]
    public async Task ASummaryIsOfAsManyAsAreAskedForAndSaysWhomAContactDoesNotPay()
    {
        var stored = await Stored(Enumerable.Range(0, 5).Select(row => Entry($"c{row}", 0.9 - 0.1 * row)));
        static ListEntry Priced(ListEntry entry) => entry with { Expected = entry.CustomerId == "c1" ? -1 : 2, Brings = 3 };

        var summary = await ListPage.SummaryAsync(
            new MemoryStream(stored), new ListQuery { Top = 2 }, _ => null, Priced, isOfLeaving: false, default);

        Assert.Equal(
            (2, 1, 25m, 6m, 1m), (summary.Customers, summary.Paying, summary.Value, summary.Promised, summary.Expected));
    }

    [Fact]
    public void EveryCustomerIsOnAListOrCountedByTheFirstRuleThatKeptThemFromIt()
    {
        var bucket = new TestBucket(7).Flag("holdsBroadband", true, true, true, true, true, true, false)
            .Text("status", "active", "left", "active", "active", "active", "active", "active")
            .Flag("holdsTv", false, true, true, false, false, false, false)
            .Flag("vulnerable", false, false, false, true, false, false, false)
            .Flag("openComplaint", false, false, false, false, true, false, false)
            .Number("arrears", 0, 0, 0, 0, 0, 100, 0);
        var lists = ListParts.Choose(bucket.Scored(), bucket.Decide(), TestBucket.Telco, out var notChosen);
        Assert.All(lists, list => Assert.Equal(7, list.Value.Length + notChosen[list.Key].Values.Sum()));
        var removed = bucket.Decide().Offers[5].Removed.Single(removed => removed.Name == "tv").Rule;
        var tv = new SortedDictionary<string, long>(StringComparer.Ordinal)
        {
            ["active"] = 1,
            ["notHeld"] = 1,
            ["vulnerable"] = 1,
            ["openComplaint"] = 1,
        };
        tv[removed] = tv.GetValueOrDefault(removed) + 1;
        var last = bucket.Decide().Offers[6].Removed.SingleOrDefault(removed => removed.Name == "tv");
        if (last is not null)
            tv[last.Rule] = tv.GetValueOrDefault(last.Rule) + 1;
        Assert.Equal(tv, notChosen["tv"]);
        Assert.Equal(["active", "openComplaint", "vulnerable"], notChosen["churn"].Keys);
    }

    [Fact]
    public void CountsOfPartsAddUp()
    {
        var sum = RuleCounts.Sum([new RuleCounts { "active", "tv", "tv" }, new RuleCounts(), new RuleCounts { "tv" }]);
        Assert.Equal([("active", 1L), ("tv", 3L)], sum.Select(rule => (rule.Key, rule.Value)));
    }

    [Fact]
    public void AListHoldsWhomThePolicyKeepsAndThoseWhomOnlyConsentRemoves()
    {
        var bucket = new TestBucket(3).Flag("holdsBroadband", true).Number("arrears", 0, 0, 100)
            .Flag("consentCall", true, false, true)
            .Flag("consentEmail", true, null, true).Flag("consentSms", true, null, true);
        var list = ListParts.Choose(bucket.Scored(), bucket.Decide(), TestBucket.Telco, out _)["tv"];
        Assert.Equal(["c0", "c1"], list.Select(entry => entry.CustomerId));
        Assert.Empty(list[1].Consents);
    }

    [Fact]
    public void AListAndAPromptComeFromOneDecision()
    {
        var bucket = new TestBucket(12).Flag("holdsBroadband", true, false).Score("tv", 0.02f, 0.3f, 0.05f);
        var decisions = bucket.Decide();
        var listed = ListParts.Choose(bucket.Scored(), decisions, TestBucket.Telco, out _)["tv"].Select(entry => entry.CustomerId)
            .Order();
        var kept = decisions.Offers.Where(record => record.Offers.Any(offer => offer.Name == "tv"));
        Assert.Equal(kept.Select(record => record.CustomerId).Order(), listed);
    }

    [Fact]
    public async Task MergingRanksTheEntriesOfAllBucketsTiesById()
    {
        var (bytes, _) = await Merged([Entry("b", 0.5), Entry("z", 0.9)], [Entry("a", 0.5), Entry("y", 0.1)], []);
        Assert.Equal(["z", "a", "b", "y"], (await Read(bytes)).Select(entry => entry.CustomerId));
    }

    [Fact]
    public async Task TheManifestAccountsForTheList()
    {
        var (bytes, manifest) = await Merged(
            [Entry("b", 0.5, control: true), Entry("z", 0.9)],
            [new ListEntry("a", 0.5, 1, ValueBand.High, 1, null, [], false, [])]);
        Assert.Equal(
            (3L, 1L, 1L, 2L, (long)bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))),
            (manifest.Count, manifest.Control, manifest.WithoutConsent, manifest.Consents["call"], manifest.Bytes,
                manifest.Sha256));
        Assert.Equal(new Dictionary<string, long> { ["consumer"] = 2 }, manifest.Segments);
    }

    [Fact]
    public async Task TheSplitIntoBucketsDoesNotChangeAByte()
    {
        var entries = Enumerable.Range(0, 500).Select(i => Entry($"c{i}", i * 7919 % 100 / 100.0)).ToArray();
        var (one, _) = await Merged(entries);
        var (many, _) = await Merged([.. entries.Chunk(37).Reverse()]);
        Assert.Equal(one, many);
    }

    [Fact]
    public async Task AnyCustomerIdSurvivesTheStoredList()
    {
        foreach (var id in new[] { "a,b", "a\"b", "a\nb", "a\r\nb", "=1+1", "'x", " ", "ü/€#😀", new string('"', 200) })
            Assert.Equal(
                [id, "after"], (await Read(await Stored([Entry(id, 0.9), Entry("after", 0.1)])))
                .Select(entry => entry.CustomerId));
    }

    [Fact]
    public async Task EntriesLongerThanTheBufferAreReadWhole()
    {
        var entries = Enumerable.Range(0, 900).Select(i => Entry(new string((char)('a' + i % 26), 150) + i, 0.5)).ToArray();
        Assert.Equal(900, (await Read(await Stored(entries))).Count);
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@x", "\"'@x\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("'x", "\"''x\"")]
    [InlineData("=\"x\"", "\"'=\"\"x\"\"\"")]
    [InlineData("plain", "plain")]
    public void NoCellThatLeavesTheSystemIsAFormula(string id, string cell)
    {
        Assert.StartsWith(cell + ",0.5,", Line(Entry(id, 0.5)));
    }

    [Fact]
    public void TakingOneApostropheOffGivesTheIdBack() =>
        Prop.ForAll<NonEmptyString>(id =>
        {
            var cell = OneRow.Cells(Line(Entry(id.Get, 0.5)))[0];
            return (cell.StartsWith('\'') ? cell[1..] : cell) == id.Get;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void ANegativeValueStaysANumber() =>
        Assert.Contains(",-3.5,", Line(Entry("a", 0.5) with { Value = -3.5 }));

    private static readonly ListEntry[] Mixed =
    [
        Entry("a", 0.9), Entry("b", 0.8, control: true), Entry("c", 0.7, false, "senior", "sms"),
        new("d", 0.6, 1, ValueBand.Low, 9, "consumer", [], false, ["tv"]), Entry("e", 0.5), Entry("f", 0.4), Entry("g", 0.3),
    ];

    [Fact]
    public async Task WhoeverHasMoreThanTheyAskForGetsNoMore()
    {
        var (_, next) = await Page(new() { PageSize = 3 });

        var page = await Page(new() { Top = 2 }, next);

        Assert.Equal(("", null), page);
    }

    private static async Task<(string Ids, ListToken? Next)> Page(ListQuery query, ListToken? start = null, string refused = "")
    {
        var stored = await Stored(Mixed);
        start ??= new ListToken(TestBucket.Run, 0, 0, "e");
        var page = await ListPage.ReadAsync(
            new MemoryStream(stored[(int)start.Position..]), query, start,
            entry => entry.CustomerId == refused ? "contact" : null, default);
        return (string.Concat(page.Entries.Select(entry => entry.CustomerId)), page.Next);
    }

    [Fact]
    public async Task ConsentAndControlAreAppliedUnlessAskedOtherwise()
    {
        Assert.Equal("acefg", (await Page(new())).Ids);
        Assert.Equal("abcefg", (await Page(new() { IncludeControl = true })).Ids);
        Assert.Equal("acdefg", (await Page(new() { IncludeWithoutConsent = true })).Ids);
        Assert.Equal("aefg", (await Page(new(), refused: "c")).Ids);
        Assert.Equal("acefg", (await Page(new() { IncludeRefused = true }, refused: "c")).Ids);
    }

    [Fact]
    public async Task PagesSayHowManyEachRuleLeftOutAndAddUp()
    {
        var stored = await Stored(Mixed);
        async Task<RuleCounts> LeftOut(ListQuery query)
        {
            var pages = new List<RuleCounts>();
            for (ListToken? next = new(TestBucket.Run, 0, 0, "e"); next is not null;)
            {
                var page = await ListPage.ReadAsync(
                    new MemoryStream(stored[(int)next.Position..]), query, next,
                    entry => entry.CustomerId is "c" or "f" ? "contact:weekly" : null, default);
                pages.Add(page.LeftOut);
                next = page.Next;
            }
            return RuleCounts.Sum(pages);
        }

        var all = new SortedDictionary<string, long> { ["consent"] = 1, ["contact:weekly"] = 2, ["control"] = 1 };
        Assert.Equal(all, await LeftOut(new()));
        Assert.Equal(all, await LeftOut(new() { PageSize = 1 }));
        Assert.Equal(all, await LeftOut(new() { PageSize = 2 }));
        // Who is not asked for is not left out.
        Assert.Equal(["contact:weekly"], (await LeftOut(new() { Segment = "senior" })).Keys);
        Assert.Equal(["consent", "control"], (await LeftOut(new() { IncludeRefused = true })).Keys);
        Assert.Empty(await LeftOut(new() { IncludeControl = true, IncludeWithoutConsent = true, IncludeRefused = true }));
    }

    [Fact]
    public async Task FiltersNarrowTheList()
    {
        Assert.Equal("ace", (await Page(new() { Min = 0.5 })).Ids);
        Assert.Equal("ac", (await Page(new() { Top = 2 })).Ids);
        Assert.Equal("c", (await Page(new() { Segment = "senior" })).Ids);
        Assert.Equal("c", (await Page(new() { Channel = "sms" })).Ids);
    }

    [Fact]
    public async Task PagesFollowEachOtherAndEnd()
    {
        var ids = new List<string>();
        ListToken? next = new(TestBucket.Run, 0, 0, "e");
        while (next is not null)
        {
            var (page, after) = await Page(new() { PageSize = 2 }, ListToken.TryParse(next.ToString()));
            ids.Add(page);
            next = after;
        }
        Assert.Equal(["ac", "ef", "g"], ids);
    }

    [Fact]
    public async Task TopCountsOverAllPages()
    {
        var (first, next) = await Page(new() { PageSize = 2, Top = 3 });
        var (second, end) = await Page(new() { PageSize = 2, Top = 3 }, next);
        Assert.Equal(("ac", "e", null), (first, second, end));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("YWJj")]
    public void WhatIsNoTokenIsNotTaken(string text) => Assert.Null(ListToken.TryParse(text));

    [Fact]
    public async Task ByValueTheListStopsWhereAContactNoLongerPays()
    {
        ListEntry[] entries =
        [
            Entry("a", 0.9) with { Chance = 0.5, Worth = 6 }, Entry("b", 0.8) with { Chance = 0.5, Worth = 1 },
            Entry("c", 0.7) with { Chance = 0.5, Worth = 63 }, Entry("d", 0.6) with { Chance = 0.5, Worth = 6 },
            Entry("e", 0.5, control: true) with { Chance = 0.5, Worth = 198 }, Entry("f", 0.4),
            Entry("g", 0.1) with { Chance = 0.5, Worth = 16 },
        ];
        var stored = await Stored(entries);
        async Task<ListPage> Best(ListQuery query) => await ListPage.BestAsync(
            new MemoryStream(stored), query with { ByValue = true }, entry => entry.CustomerId == "g" ? "contact" : null,
            entry => entry with { Expected = entry.Chance * entry.Worth - 1 }, default);

        var page = await Best(new() { Top = 100 });
        Assert.Equal("cad", string.Concat(page.Entries.Select(entry => entry.CustomerId)));
        Assert.Equal([("contact", 1L), ("control", 1L), ("pays", 2L)], page.LeftOut.Select(rule => (rule.Key, rule.Value)));
        Assert.Equal(new PayingPart(3, 34.5m), page.Paying);
        Assert.Null(page.Next);
        var fewer = await Best(new() { Top = 2, IncludeRefused = true });
        Assert.Equal("cg", string.Concat(fewer.Entries.Select(entry => entry.CustomerId)));
        Assert.Equal(new PayingPart(4, 41.5m), fewer.Paying);
    }

    private static RunState Run(Dictionary<string, double> low) => new()
    {
        Id = TestBucket.Run,
        Phase = RunPhase.Published,
        Buckets = 1,
        Extracts = [],
        Models = new Dictionary<string, string>(),
        OpenedAt = DateTimeOffset.UnixEpoch,
        WorthLow = low,
    };

    [Fact]
    public async Task ByValueTheMoneyIsAlsoSaidByTheLeastThatPromisesWereWorth()
    {
        ListEntry[] entries =
            [Entry("a", 0.9) with { Chance = 0.5, Worth = 60 }, Entry("b", 0.8) with { Chance = 0.5, Worth = 20 }];
        async Task<PayingPart> Paying(Dictionary<string, double>? low) => (await ListPage.BestAsync(
            new MemoryStream(await Stored(entries)), new() { Top = 10, ByValue = true }, _ => null,
            new ListContacts(
                TestBucket.Telco.Offering, new Dictionary<string, List<OutcomeRecord>>(), "call", DateTimeOffset.UnixEpoch,
                low is null ? null : Run(low))
                .Priced,
            default)).Paying!;

        Assert.Equal(new PayingPart(2, 32m), await Paying(null));
        // 40 % of what is said, less two calls.
        Assert.Equal(new PayingPart(2, 32m, 8m), await Paying(new() { ["penetration"] = 0.4 }));
        Assert.Equal(new PayingPart(2, 32m), await Paying(new() { ["retention"] = 0.4 }));
    }

    [Fact]
    public void ExpectedIsWhatTheBestOfferBringsLessTheContactOnTheChannelAskedForWhateverIsSaid()
    {
        var bucket = new TestBucket().Score("broadband", 0.3f);
        var entry = Assert.Single(Choose(bucket)["broadband"]);
        var factors = bucket.Offers().Offers.Single(offer => offer.Name == "broadband").Factors;

        var costs = TestBucket.Telco.Offering.ContactCosts;
        Assert.Equal((factors.P, factors.V), (entry.Chance, entry.Worth));
        Assert.Equal(factors.P * factors.V - costs["call"], Priced(entry, "call"), 2);
        // To a message fewer say yes: the odds are a quarter.
        var odds = factors.P / (1 - factors.P) / 4;
        Assert.Equal(odds / (1 + odds) * factors.V - costs["email"], Priced(entry, "email"), 2);
        Assert.Equal(Math.Max(Priced(entry, "call"), Priced(entry, "email")), Priced(entry, null), 2);
        // Nothing is offered for leaving as such: what keeps the customer is.
        var risk = Assert.Single(Choose(new TestBucket().Score("churn", 0.4f))["churn"]);
        Assert.True(Priced(risk, "call") > 0);
        Assert.Equal(risk.Chance * risk.Worth - costs["call"], Priced(risk, "call"), 2);
        Assert.Equal(0, Priced(Assert.Single(Choose(new TestBucket().Score("churn", 0.01f))["churn"]), "call"));

        static double Priced(ListEntry entry, string? channel) =>
            new ListContacts(
                TestBucket.Telco.Offering, new Dictionary<string, List<OutcomeRecord>>(), channel, DateTimeOffset.UnixEpoch)
                .Priced(entry).Expected;

        static IReadOnlyDictionary<string, ListEntry[]> Choose(TestBucket bucket) =>
            ListParts.Choose(bucket.Scored(), bucket.Decide(), TestBucket.Telco, out _);
    }

    [Fact]
    public async Task AListThatWasStoredBeforeItSaidWhatIsExpectedIsRead()
    {
        (string, string, double, double)[] older =
            [("", "", 0, 0), ("expected,", "3.5,", 1, 3.5), ("brings,", "3.5,", 1, 3.5), ("chance,worth,", "0.2,30,", 0.2, 30)];
        foreach (var (column, cell, chance, worth) in older)
        {
            var stored = $"customerId,propensity,value,valueBand,decile,segment,consents,control,offers,{column}pending\n"
                + $"c1,0.5,12.5,medium,4,consumer,call,false,tv,{cell}\n";
            var entry = Assert.Single(await Read(Encoding.UTF8.GetBytes(stored)));
            Assert.Equal(("c1", chance, worth, null), (entry.CustomerId, entry.Chance, entry.Worth, entry.Pending));
        }
    }

    [Fact]
    public async Task TheHeaderNamesTheCellsOfALine()
    {
        Assert.All(
            Encoding.UTF8.GetString(await Stored([Mixed[0]])).TrimEnd().Split('\n'),
            line => Assert.Equal(ListCsv.StoredHeader.Count, OneRow.Cells(line).Length));
        Assert.Equal(ListCsv.Header.Count, OneRow.Cells(Line(Mixed[0])).Length);
    }

    [Fact]
    public async Task TheStoredListStartsWithItsHeader() =>
        Assert.Equal(string.Join(',', ListCsv.StoredHeader) + "\n", Encoding.UTF8.GetString(await Stored([])));
}
