using System.Runtime.InteropServices;
using System.Text.Json;
using ReapFunctions.Offers;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Moves;
using ReapFunctions.Scorecards.Proof;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Scorecards.Proof;

public class RunComparisonTests
{
    private static readonly DecisionOptions Config = TestBucket.Telco;

    private static TestBucket Night(int seed, params string[] ids)
    {
        var random = new Random(seed);
        return new TestBucket(ids.Length).Text("customerId", ids)
            .Number("revenue12m", [.. ids.Select(_ => 150 + random.Next(900) + 0.37)])
            .Text("status", [.. ids.Select(_ => random.Next(8) == 0 ? "left" : "active")])
            .Flag("holdsSecurity", [.. ids.Select(_ => (bool?)(random.Next(3) == 0))]);
    }

    private static RunDigest Digest(TestBucket bucket) => RunDigest.Make(bucket.Scored(), bucket.Decide(), Config);

    private static RunComparison Compare(IReadOnlyList<RunDigest> before, IReadOnlyList<RunDigest> now) =>
        RunComparison.Between("2026-11-20.1", "2026-11-21.1", before, now, "churn");

    private static decimal Total(TestBucket bucket) =>
        bucket.Decide().Values.Where(value => value.Active).Sum(value => (decimal)value.Current);

    private static string[] Ids(int from, int count) => [.. Enumerable.Range(from, count).Select(i => $"customer {i}")];

    [Fact]
    public void FlowsSumToTheChangeOfTheTotalValueToTheCent()
    {
        var (before, now) = (Night(1, Ids(0, 300)), Night(2, Ids(40, 300)));
        var migrations = Compare([Digest(before)], [Digest(now)]).Migrations;
        Assert.Equal(Total(now) - Total(before), migrations.Sum(flow => flow.Change));
        Assert.Contains(migrations, flow => flow.From == Migration.New);
        Assert.Contains(migrations, flow => flow.To == Migration.Lost);
        Assert.Equal(
            now.Decide().Values.Count(value => value.Active), migrations.Where(flow => flow.To != Migration.Lost)
                .Sum(flow => flow.Customers));
    }

    [Fact]
    public void MediansAndTailsAreOfWhatCustomersAreWorthAtTheEndWhoeverLeft()
    {
        var (before, now) = (Night(1, Ids(0, 900)), Night(2, Ids(60, 840)));
        var (was, isNow) = (Digest(before), Digest(now));
        var comparison = Compare([was], [isNow]);
        var left = isNow.Rows.Where(row => row.Active).ToDictionary(row => row.Key, row => row.Cents);
        // Whom an offer was kept for, but for those of recovery and service, is compared.
        var compared = was.Rows.Where((row, place) => row.Active && row.Best != DigestRow.NoOffer
            && !was.Offers[row.Best].Care && !was.Care[place].IsRecovering).ToArray();
        long[] Worth(bool control) =>
            [.. compared.Where(row => row.Control == control).Select(row => left.GetValueOrDefault(row.Key)).Order()];

        Assert.Equal(comparison.Arms.Keys, comparison.Quantiles.Keys);
        var quantiles = comparison.Quantiles["total"];
        Assert.Equal([0.1, 0.5, 0.9], quantiles.Select(quantile => quantile.Share));
        var (treated, control) = (Worth(false), Worth(true));
        Assert.Equal(
            (comparison.Arms["total"].Treated.Customers, comparison.Arms["total"].Control.Customers),
            (treated.LongLength, control.LongLength));
        foreach (var (share, ofTreated, ofControl, difference, anytime) in quantiles)
        {
            foreach (var (worth, found) in new[] { (treated, ofTreated), (control, ofControl) })
                Assert.InRange(
                    Math.Round(found * 100, 3), worth[(int)(share * worth.Length) - 1], worth[(int)(share * worth.Length) + 1]);
            Assert.Equal(ofTreated - ofControl, difference!.Estimate, 6);
            Assert.True(difference.Low <= difference.Estimate && difference.Estimate <= difference.High);
            // Of so few the ends of many looks may lie beyond the last customer.
            Assert.True(anytime is null || (anytime.Low <= difference.Low && anytime.High >= difference.High));
        }
        Assert.NotNull(quantiles[1].Anytime);
    }

    [Fact]
    public void TheSplitIntoBucketsDoesNotMatter()
    {
        var now = Digest(Night(2, Ids(0, 60)));
        RunDigest[] Parts(RunDigest digest) => [.. digest.Rows.Chunk(23)
            .Zip(digest.Care.Chunk(23), digest.GroupPlaces.Chunk(23)).Reverse().Select(part =>
                digest with { Rows = part.First, Care = part.Second, GroupPlaces = part.Third })];
        var before = Digest(Night(1, Ids(0, 60)));
        Assert.Equal(
            RecordJson.Write(Compare([before], [now])), RecordJson.Write(Compare(Parts(before), Parts(now))));
    }

    [Fact]
    public async Task ADigestSurvivesItsBlob()
    {
        var digest = Digest(Night(3, Ids(0, 50)));
        var stream = new MemoryStream();
        await digest.WriteAsync(stream, default);
        var again = RunDigest.Read(stream.ToArray());
        Assert.Equal(MemoryMarshal.AsBytes(digest.Rows.AsSpan()), MemoryMarshal.AsBytes(again.Rows.AsSpan()));
        Assert.Equal(digest.Targets, again.Targets);
        Assert.Equal(digest.Products, again.Products);
        Assert.Equal(digest.Offers, again.Offers);
        Assert.Equal(digest.Segments, again.Segments);
        Assert.Throws<FormatException>(() => RunDigest.Read(stream.ToArray().AsSpan()[..^1]));
        Assert.DoesNotContain("customer", System.Text.Encoding.Latin1.GetString(stream.ToArray()));
    }

    [Fact]
    public void ASuccessIsTheProductTakenUpByWhomItWasTheBestOfferFor()
    {
        string[] ids = Ids(0, 400);
        var before = new TestBucket(400).Text("customerId", ids).Score("security", 0.3f).Score("broadband", 0.001f)
            .Score("roaming", 0.001f);
        var now = new TestBucket(400).Text("customerId", ids).Flag("holdsSecurity", true, false, false, false);
        var decided = before.Decide().Offers;
        Assert.All(decided, record => Assert.Equal("security", record.Offers[0].Name));
        var arms = Compare([Digest(before)], [Digest(now)]).Arms;
        var (treated, control) = (arms["offer:security"].Treated, arms["offer:security"].Control);
        Assert.Equal(decided.Count(record => record.Control), control.Customers);
        Assert.Equal(400, treated.Customers + control.Customers);
        Assert.Equal(100, treated.Successes + control.Successes);
        Assert.Equal(400, arms["total"].Treated.Successes + arms["total"].Control.Successes);
        Assert.Equal(arms["offer:security"], arms["target:security"]);
    }

    [Fact]
    public void EverySegmentIsComparedAndTogetherTheyAreTheTotal()
    {
        string[] ids = Ids(0, 300);
        var before = new TestBucket(300).Text("customerId", ids).Text("segment", "family", "senior", "senior");
        var arms = Compare([Digest(before)], [Digest(before)]).Arms;
        var segments = arms.Where(pair => pair.Key.StartsWith("segment:", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["segment:family", "segment:senior"], segments.Select(pair => pair.Key));
        Assert.Equal(arms["total"], segments.Aggregate(ArmPair.Empty, (sum, pair) => sum + pair.Value));
        Assert.Equal(100, segments[0].Value.Treated.Customers + segments[0].Value.Control.Customers);
    }

    [Fact]
    public void WhoseRowWasRejectedIsInNoArmAndNeitherLostNorNew()
    {
        string[] ids = Ids(0, 400);
        var before = Digest(new TestBucket(400).Text("customerId", ids).Score("security", 0.3f));
        var now = Digest(new TestBucket(300).Text("customerId", ids[..300]));
        var rejected = now with { NotKept = ids[300..].Select(RunDigest.KeyOf).ToHashSet() };

        var (gone, unknown) = (Compare([before], [now]), Compare([before], [rejected]));

        static long All(ArmPair arms) => arms.Treated.Customers + arms.Control.Customers;
        Assert.Equal((400, 300), (All(gone.Arms["total"]), All(unknown.Arms["total"])));
        var back = Compare([rejected], [before]);
        Assert.Equal(
            gone.Migrations.Select(flow => flow with { To = flow.To == Migration.Lost ? Migration.Rejected : flow.To }),
            unknown.Migrations);
        Assert.Equal(100, back.Migrations.Where(flow => flow.From == Migration.Rejected).Sum(flow => flow.Customers));
        Assert.DoesNotContain(back.Migrations, flow => flow.From == Migration.New);
        Assert.All(
            [unknown, back], found => Assert.Equal(
                100, Assert.Single(found.Causes!, cause => cause is { Group: "total", Cause: Migration.Rejected }).Customers));
        Assert.All([unknown, back], found => Assert.DoesNotContain(found.Causes!, cause => cause.Cause is "lost" or "new"));
        var contacted = ids.Select(RunDigest.KeyOf).ToHashSet();
        Assert.Equal(
            unknown.Arms["total"].Treated.Customers,
            RunComparison.PerProtocol([before], [rejected], "churn", contacted)["total"].Treated.Customers);
    }

    [Fact]
    public void PerProtocolAreTheTreatedWhoWereContactedAndTheControlGroupLessWhoWas()
    {
        string[] ids = Ids(0, 400);
        var before = new TestBucket(400).Text("customerId", ids).Score("security", 0.3f).Score("broadband", 0.001f)
            .Score("roaming", 0.001f);
        var now = new TestBucket(400).Text("customerId", ids).Flag("holdsSecurity", true, false);
        var contacted = ids.Where((_, i) => i % 4 == 0).ToArray();
        RunDigest[] then = [Digest(before)], later = [Digest(now)];
        var all = Compare(then, later).Arms["offer:security"];

        var arms = RunComparison.PerProtocol(then, later, "churn", contacted.Select(RunDigest.KeyOf).ToHashSet());

        var control = before.Decide().Offers.Where(record => record.Control).Select(record => record.CustomerId).ToHashSet();
        var (treated, left) = arms["offer:security"];
        Assert.Equal((contacted.Count(id => !control.Contains(id)), treated.Customers), (treated.Customers, treated.Successes));
        Assert.Equal(control.Except(contacted).Count(), left.Customers);
        var line = LiftEstimate.EstimateAll(
            new Dictionary<string, ArmPair> { ["offer:security"] = all }, 0.1, nights: 1, arms).Single();
        Assert.Equal("intentionToTreat", line.Analysis);
        Assert.Equal((treated.Customers, left.Customers), (line.PerProtocol!.Contacted, line.PerProtocol.Control));
        // The difference of all over the share contacted.
        Assert.Equal(
            line.Difference!.Estimate * line.Treated / treated.Customers, line.PerProtocol.PerContacted!.Estimate, 5);
    }

    [Fact]
    public async Task ADigestFromBeforeSegmentsIsRead()
    {
        var stream = new MemoryStream();
        await Digest(Night(3, Ids(0, 50))).WriteAsync(stream, default);
        var text = System.Text.Encoding.Latin1.GetString(stream.ToArray());
        var old = System.Text.RegularExpressions.Regex.Replace(text, @"""segments"":\[[^\]]*\],", "");
        Assert.NotEqual(text, old);
        Assert.Empty(RunDigest.Read(System.Text.Encoding.Latin1.GetBytes(old)).Segments);
    }

    [Fact]
    public void WhoIsGoneIsASuccessOfNothing()
    {
        var before = new TestBucket(50).Text("customerId", Ids(0, 50));
        var arms = Compare([Digest(before)], []).Arms["total"];
        Assert.Equal((50, 0), (arms.Treated.Customers + arms.Control.Customers, arms.Treated.Successes + arms.Control.Successes));
        Assert.Equal(-Total(before), arms.Treated.Value + arms.Control.Value);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void FlowsCloseToTheScorecardsWhenSomebodyWasErasedFromTheDigests(bool fromBefore, bool fromNow)
    {
        // Both had active customers 7 and 9 when they were put on the scorecards.
        var (before, now) = (Night(1, Ids(0, 300)), Night(2, Ids(0, 300)));
        Assert.All(new[] { before, now }, night => Assert.All(
            night.Decide().Values.Where(value => value.CustomerId is "customer 7" or "customer 9"),
            value => Assert.True(value.Active)));
        var digestBefore = fromBefore ? Digest(before).Without("customer 7").Without("customer 9") : Digest(before);
        var digestNow = fromNow ? Digest(now).Without("customer 7").Without("customer 9") : Digest(now);

        var flows = Compare([digestBefore], [digestNow])
            .ClosedTo(ScorecardOf(before), ScorecardOf(now), [digestBefore], [digestNow]).Migrations;

        Assert.Equal(Total(now) - Total(before), flows.Sum(flow => flow.Change));
        Assert.Equal(Total(before), flows.Sum(flow => flow.Before));
        Assert.Equal(2, Assert.Single(flows, flow => flow.From == Migration.Erased).Customers);
    }

    [Fact]
    public void WhereNobodyWasErasedNothingIsAddedToClose()
    {
        var (before, now) = (Night(1, Ids(0, 300)), Night(2, Ids(40, 300)));
        RunDigest[] was = [Digest(before)], isNow = [Digest(now)];
        var comparison = Compare(was, isNow);
        Assert.Same(comparison, comparison.ClosedTo(ScorecardOf(before), ScorecardOf(now), was, isNow));
    }

    private static Scorecard ScorecardOf(TestBucket bucket) => Scorecard.Merge(
        TestBucket.Run, "EUR", [ScorecardPart.Sum(bucket.Decide(), Config)], TestBucket.Portfolio("").Scorecard);

    [Fact]
    public void AComparisonSurvivesJson()
    {
        var comparison = Compare([Digest(Night(1, Ids(0, 60)))], [Digest(Night(2, Ids(0, 60)))]);
        var json = JsonSerializer.Serialize(comparison, ConfigJson.Options);
        Assert.Equal(
            json, JsonSerializer.Serialize(
            JsonSerializer.Deserialize<RunComparison>(json, ConfigJson.Options), ConfigJson.Options));
    }
}
