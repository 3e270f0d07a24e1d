using ReapFunctions.Offers;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Groups;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Scorecards.Groups;

/// <summary>What care comes to in each group of the plan that is shipped.</summary>
public class GroupCareTests
{
    private static readonly DateOnly AsOf = TestBucket.Run.Date;

    private static readonly DecisionOptions Config = TestBucket.Telco;

    /// <summary>Two key customers with complaints, one of low value, and one who has left.</summary>
    private static TestBucket Bucket() => new TestBucket(4).Number("revenue12m", 1200, 1200, 350, 1200)
        .Number("revenueToDate", 2400, 2400, 700, 2400).Text("status", "active", "active", "active", "left")
        .Cases(
            Case("c0", 20, 18), Case("c0", 9, null), Case("c1", 20, 5), Case("c2", 1, null), Case("c3", 20, null),
            Case("c1", 3, null) with { Voiced = true }, Case("c1", 3, null) with { Cause = "gremlins" });

    private static CustomerCase Case(string customer, int daysAgo, int? solvedAgo) =>
        new(customer, $"{customer}-{daysAgo}", AsOf.AddDays(-daysAgo), "speed")
        {
            SolvedOn = solvedAgo is { } days ? AsOf.AddDays(-days) : null,
        };

    private static GroupPlan Plan(params IEnumerable<ScorecardPart> parts) => Scorecard.Merge(
        TestBucket.Run, "EUR", Scorecard.Sum(parts), new ScorecardOptions { GroupPlan = Config.GroupPlan }).GroupPlan!;

    private static ScorecardPart Part(DecisionOptions config) =>
        ScorecardPart.Sum(Bucket().Scored(), Bucket().Decide(config), config);

    [Fact]
    public void AGroupHasItsMoneyAndItsAnswersInTime()
    {
        var decided = Bucket().Decide();
        var rows = Plan(Part(Config)).Groups.ToDictionary(row => row.Name, row => row.Care!);

        // Promised within 5 days: one in time, one late, one open beyond it; of what was voiced, or nobody knows, nothing is.
        Assert.Equal((2L, 1L, 1L, 0.333333), (
            rows["keyCustomers"].Solved, rows["keyCustomers"].InTime, rows["keyCustomers"].Overdue,
            rows["keyCustomers"].InTimeShare));
        Assert.Equal((2L, 120m), (rows["keyCustomers"].Recovering, rows["keyCustomers"].CareBudget));
        Assert.Equal(
            decided.Offers.Take(2).Sum(record => Money.Exact(record.Recovery!.Budget)), rows["keyCustomers"].RecoveryBudget);
        Assert.Equal((1L, 5m, null), (
            rows["leaveAlone"].Recovering, rows["leaveAlone"].CareBudget, rows["leaveAlone"].InTimeShare));
        Assert.Equal(GroupCare.None, rows["(others)"]);
    }

    [Fact]
    public void PartsAddUpAndSurviveTheirFile()
    {
        var part = Part(Config);
        var again = RecordJson.Read<ScorecardPart>(RecordJson.Write(part));

        Assert.Equal(part.GroupCare, again.GroupCare);
        var twice = Plan(part, again).Groups.Single(row => row.Name == "keyCustomers").Care!;
        Assert.Equal((4L, 240m), (twice.Recovering, twice.CareBudget));
    }

    [Fact]
    public void APortfolioWithoutCareHasNone() =>
        Assert.All(Plan(Part(Config with { Care = null })).Groups, row => Assert.Null(row.Care));

    [Fact]
    public void WhatTheNightCountedUnderANameThatThePlanHasNotIsOfThoseInNone()
    {
        var part = Part(Config with
        {
            GroupPlan = Config.GroupPlan! with
            {
                Groups = [.. Config.GroupPlan.Groups.Select(group => group with { Name = $"{group.Name}Then" })],
            },
        });

        Assert.Equal(3, Plan(part).Groups.Single(row => row.Plan is null).Care!.Recovering);
    }
}
