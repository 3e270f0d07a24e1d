using ReapFunctions.Offers;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Moves;
using ReapFunctions.Scorecards.Proof;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Scorecards.Moves;

public class ValueCausesTests
{
    private const int Customers = 300;

    private static readonly DecisionOptions Config = TestBucket.Telco;

    /// <summary>Customers with numbers drawn anew for each seed; the last tenth are not the same ones.</summary>
    private static TestBucket Night(int seed)
    {
        var random = new Random(seed);
        double[] Some(double least, double most) =>
            [.. Enumerable.Range(0, Customers).Select(_ => Math.Round(least + (most - least) * random.NextDouble(), 2))];
        return new TestBucket(Customers)
            .Text("customerId", [.. Enumerable.Range(0, Customers).Select(i => i < 270 ? $"c{i}" : $"n{seed}-{i}")])
            .Text("segment", "consumer", "senior", null).Text("status", [.. Some(0, 1).Select(x => x < 0.1 ? "left" : "active")])
            .Number("revenue12m", Some(100, 1_000)).Number("directCost12m", Some(50, 300)).Number("calls12m", Some(0, 9))
            .Number("monthlyRevenue", Some(10, 80)).Flag("holdsSecurity", [.. Some(0, 1).Select(x => (bool?)(x < 0.3))])
            .Score("churn", [.. Some(0.01, 0.3).Select(x => (float)x)]);
    }

    private static RunComparison Between(TestBucket before, TestBucket now) => RunComparison.Between(
        "2026-11-20.1", "2026-11-21.1", [RunDigest.Make(before.Scored(), before.Decide(), Config)],
        [RunDigest.Make(now.Scored(), now.Decide(), Config)], "churn", Config.Value.MarginRate);

    private static (decimal Value, decimal Lifetime) Total(TestBucket bucket)
    {
        var active = bucket.Decide().Values.Where(value => value.Active).ToArray();
        return (active.Sum(value => (decimal)value.Current), active.Sum(value => (decimal)value.Lifetime!.Value));
    }

    [Fact]
    public void CausesCloseToTheCentInTotalAndOverDeciles()
    {
        var (before, now) = (Night(1), Night(2));
        var causes = Between(before, now).Causes!;
        var (was, isNow) = (Total(before), Total(now));
        foreach (var groups in new[] { CauseSums.Total, "decile:" })
        {
            var some = causes.Where(cause => cause.Group.StartsWith(groups, StringComparison.Ordinal)).ToArray();
            Assert.Equal(isNow.Value - was.Value, some.Sum(cause => cause.Value));
            Assert.Equal(isNow.Lifetime - was.Lifetime, some.Sum(cause => cause.Lifetime));
        }
        Assert.Equal(
            ["lost", "new", "holdings", "price", "usage", "directCost", "costToServe", "propensity"],
            causes.Where(cause => cause.Group == CauseSums.Total).Select(cause => cause.Cause));
        Assert.Contains(causes, cause => cause.Group == "segment:senior");
    }

    [Theory]
    [InlineData("holdings", 44)]
    [InlineData("price", 44)]
    [InlineData("usage", 44)]
    [InlineData("directCost", -25)]
    [InlineData("costToServe", -13)]
    public void WhatChangedIsTheCause(string cause, double each)
    {
        TestBucket Alike() => new TestBucket(10).Number("monthlyRevenue", 50);
        var now = cause switch
        {
            // 50 EUR more revenue at a margin rate of 0.88.
            "holdings" => Alike().Number("revenue12m", 650).Flag("holdsSecurity", true),
            "price" => Alike().Number("revenue12m", 650).Number("monthlyRevenue", 55),
            "usage" => Alike().Number("revenue12m", 650),
            "directCost" => Alike().Number("directCost12m", 225),
            _ => Alike().Number("calls12m", 4),
        };
        var found = Between(Alike(), now).Causes!
            .Where(known => known.Group == CauseSums.Total && known.Value != 0);
        var only = Assert.Single(found);
        Assert.Equal((cause, 10, (decimal)each * 10), (only.Cause, only.Customers, only.Value));
    }

    [Fact]
    public void WhatMakesThemStayLongerIsALifetimeOfItsOwn()
    {
        var (before, now) = (new TestBucket(5).Score("churn", 0.3f), new TestBucket(5).Score("churn", 0.03f));
        var only = Assert.Single(Between(before, now).Causes!, cause => cause.Group == CauseSums.Total);
        Assert.Equal(("propensity", 0m), (only.Cause, only.Value));
        Assert.Equal(Total(now).Lifetime - Total(before).Lifetime, only.Lifetime);
    }

    [Fact]
    public void CausesOfEachDecileAndSegmentCloseToItsMovementWhoeverMoved()
    {
        var (before, now) = (Night(1), Night(2).Text("segment", "senior", "consumer", "consumer", null));
        Scorecard Of(TestBucket bucket) => Scorecard.Merge(
            TestBucket.Run, "EUR", [ScorecardPart.Sum(bucket.Decide(), Config)], TestBucket.Portfolio("").Scorecard);
        var movement = ScorecardMovement.Between(Of(before), Of(now));

        var causes = Between(before, now).Causes!;

        Assert.Equal(["(none)", "consumer", "senior"], movement.Segments.Select(row => row.Name).Order(StringComparer.Ordinal));
        foreach (var (group, row) in movement.Segments.Select(row => ($"segment:{row.Name}", row))
            .Concat(movement.Deciles.Select(row => ($"decile:{row.Name}", row))))
        {
            var own = causes.Where(cause => cause.Group == group).ToArray();
            Assert.Equal((row.Value, row.Lifetime), (own.Sum(cause => cause.Value), own.Sum(cause => cause.Lifetime)));
            Assert.Contains(own, cause => cause.Cause == "moved");
        }
        Assert.DoesNotContain(causes, cause => cause is { Group: CauseSums.Total, Cause: "moved" });
    }

    [Fact]
    public void WhoWasErasedClosesThemToTheScorecards()
    {
        var (before, now) = (Night(1), Night(2));
        Scorecard Of(TestBucket bucket) => Scorecard.Merge(
            TestBucket.Run, "EUR", [ScorecardPart.Sum(bucket.Decide(), Config)], TestBucket.Portfolio("").Scorecard);
        RunDigest Without(TestBucket bucket) => RunDigest.Make(bucket.Scored(), bucket.Decide(), Config).Without("c3");
        var (then, later) = (Of(before), Of(now));

        RunDigest[] was = [Without(before)], isNow = [Without(now)];
        var causes = RunComparison.Between("2026-11-20.1", "2026-11-21.1", was, isNow, "churn", Config.Value.MarginRate)
            .ClosedTo(then, later, was, isNow).Causes!;

        foreach (var groups in new[] { CauseSums.Total, CauseSums.Decile })
        {
            var some = causes.Where(cause => cause.Group.StartsWith(groups, StringComparison.Ordinal)).ToArray();
            Assert.Equal(later.Total.Sums.Value - then.Total.Sums.Value, some.Sum(cause => cause.Value));
            Assert.Equal(later.Total.Sums.Lifetime - then.Total.Sums.Lifetime, some.Sum(cause => cause.Lifetime));
            Assert.Contains(some, cause => cause.Cause == Migration.Erased);
        }
        var segments = causes.Where(cause => cause.Group.StartsWith(CauseSums.Segment, StringComparison.Ordinal));
        Assert.Equal(1, segments.Where(cause => cause.Cause == Migration.Erased).Sum(cause => cause.Customers));
    }
}
