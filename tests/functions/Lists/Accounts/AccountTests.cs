using ReapFunctions.Lists;
using ReapFunctions.Lists.Accounts;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Snapshots;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Lists.Accounts;

/// <summary>The customers of a team by value at risk, with what is due, and what hangs on each team.</summary>
public class AccountTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// c0 and c1 are worth much, c1 the likelier to leave; c2 is a business; c3 usual; c4 was worth much and has left; c5 is
    /// worth much and complains.
    /// </summary>
    private static Decisions Made() => new TestBucket(6)
        .Number("revenue12m", 1200, 1200, 600, 600, 1200, 1200).Number("revenueToDate", 2400, 2400, 1200, 1200, 2400, 2400)
        .Text("segment", "consumer", "consumer", "business", "consumer", "consumer", "consumer")
        .Text("status", "active", "active", "active", "active", "left", "active")
        .Flag("openComplaint", false, false, false, false, false, true)
        .Score("churn", 0.02f, 0.1f, 0.03f, 0.03f, 0.03f, 0.05f)
        .Cases(new CustomerCase("c5", "k1", TestBucket.Run.Date.AddDays(-1), "speed"))
        .Decide();

    /// <summary>The customers of a team, ranked.</summary>
    private static AccountEntry[] Of(string team) =>
        [.. AccountEntry.Choose(Made()).Where(entry => entry.Team == team)];

    [Fact]
    public void ATeamHasItsCustomersByValueAtRiskThoseWithComplaintsToo()
    {
        Assert.Equal(["c1", "c5", "c0"], Of("Key customer desk").Select(entry => entry.CustomerId));
        Assert.Equal(["c2"], Of("Business desk").Select(entry => entry.CustomerId));
    }

    [Fact]
    public void WhatHangsOnEachTeamAddsUpToItsCustomers()
    {
        var made = Made();
        var sums = new TeamTally();
        foreach (var entry in AccountEntry.Choose(made))
            sums.Add(entry);
        var teams = TeamTally.Teams(sums.Sorted(), TestBucket.Telco.Offering);

        Assert.Equal(["Key customer desk", "Business desk", "Consumer sales"], teams.Select(team => team.Team));
        foreach (var (team, rows) in teams.Zip(new int[][] { [0, 1, 5], [2], [3] }))
        {
            Assert.Equal(rows.Length, team.Customers);
            Assert.Equal(rows.Sum(row => Money.Exact(made.Values[row].Current)), team.Value);
            Assert.Equal(rows.Sum(row => Money.Exact(made.Risks[row].ValueAtRisk!.Value)), team.ValueAtRisk);
        }
        Assert.Equal((1L, 180m), (teams[0].InRecovery, teams[0].CareBudget));
        Assert.Equal((0L, 20m), (teams[1].InRecovery, teams[1].CareBudget));
    }

    [Fact]
    public void WhatIsDueStandsWithTheCustomer()
    {
        var complains = Of("Key customer desk").Single(entry => entry.CustomerId == "c5");
        var due = Account.Of(complains, [], TestBucket.Telco.Offering.Prompts, Now).Due;
        Assert.Equal(complains.FollowUpOn, Assert.Single(due, item => item.What == DueKind.Recovery).On);
        Assert.Equal(complains.Recovery, due[0].About);

        OutcomeRecord[] said =
        [
            Said(Reply.Later, "tv", 10, new DateOnly(2026, 11, 20)),
            Said(Reply.Later, "security", 3), Said(Reply.NoAnswer, "security", 1),
            Said(Reply.Later, "roaming", 9), Said(Reply.Declined, "roaming", 2),
            Said(Reply.Later, "broadband", -1),
        ];
        Assert.Equal(
            [
                new Due(DueKind.Later, "tv", new DateOnly(2026, 11, 20)),
                new Due(DueKind.Later, "security", new DateOnly(2026, 12, 3)),
            ],
            Account.Of(Of("Key customer desk")[0], said, TestBucket.Telco.Offering.Prompts, Now).Due);
    }

    [Fact]
    public void WhoIsPutRightIsNoMoreAmongWhomTheTeamPutsRight()
    {
        var made = Made();
        var sums = new TeamTally();
        foreach (var entry in AccountEntry.Choose(made))
            sums.Add(entry);
        var complains = RecoveryEntry.Choose(made).Single();
        Assert.True(complains.IsAnsweredBy([Said(Reply.Accepted, "putRight", 0)]));
        Assert.False(complains.IsAnsweredBy([Said(Reply.Later, "putRight", 0), Said(Reply.Accepted, "tv", 0)]));
        Assert.False(complains.IsAnsweredBy([Said(Reply.Accepted, "putRight", 9)]));
        Assert.False((complains with { Proactive = true, Control = true }).IsAnsweredBy([Said(Reply.Accepted, "putRight", 0)]));

        var teams = TeamTally.Teams(sums.Sorted(), TestBucket.Telco.Offering, complains);
        Assert.All(teams, team => Assert.Equal(0, team.InRecovery));
    }

    /// <summary>Who costs more than they bring has no standard: the owner of their group takes them.</summary>
    [Theory]
    [InlineData("active", "Service")]
    [InlineData("left", null)]
    public void WhoHasNoStandardIsOfTheTeamThatAnswersForTheirGroup(string status, string? team)
    {
        var bucket = new TestBucket(3).Number("revenue12m", 20).Number("directCost12m", 600).Text("status", status)
            .Cases(new CustomerCase("c1", "k1", TestBucket.Run.Date.AddDays(-3), "outage"));
        var plan = TestBucket.Portfolio("").Scorecard.GroupPlan;
        var made = bucket.Decide(TestBucket.Telco with { GroupPlan = plan });

        Assert.All(made.Offers, record => Assert.Equal((ValueBand.Negative, team), (record.ValueBand, record.Team)));
        Assert.All(RecoveryEntry.Choose(made), entry => Assert.Equal(team, entry.Team));
        Assert.Equal(status == "active", plan!.Groups.Any(group => group.Owner == team));
        Assert.All(bucket.Decide(TestBucket.Telco with { GroupPlan = null }).Offers, record => Assert.Null(record.Team));
    }

    [Fact]
    public void WhatIsWithheldFromTheControlGroupIsNotDue()
    {
        var made = Made();
        for (var row = 0; row < made.Offers.Length; row++)
        {
            if (made.Offers[row].Recovery is { } plan)
                made.Offers[row] = made.Offers[row] with { Recovery = plan with { Withheld = true } };
        }
        Assert.All(AccountEntry.Choose(made), entry =>
        {
            Assert.Null(entry.Recovery);
            Assert.Null(entry.FollowUpOn);
        });
    }

    private static OutcomeRecord Said(Reply reply, string offer, int daysAgo, DateOnly? until = null) => new()
    {
        CustomerId = "c",
        OutcomeId = $"{offer}{daysAgo}",
        At = Now.AddDays(-daysAgo),
        Offer = offer,
        Group = offer,
        Reply = reply,
        Until = until,
    };
}
