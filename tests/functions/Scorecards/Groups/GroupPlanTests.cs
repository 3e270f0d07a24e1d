using System.Text.Json;
using ReapFunctions.Offers;
using ReapFunctions.Offers.Groups;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Groups;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Scorecards.Groups;

/// <summary>Groups against their goals, of customers whose numbers are planted.</summary>
public class GroupPlanTests
{
    private static readonly GroupPlanOptions Plan = new()
    {
        Budget = 1000,
        LowValue = [ValueBand.Low, ValueBand.Negative],
        Groups =
        [
            Group("business", Lever.Penetration, new() { Figure = "productsPerCustomer", AtLeast = 2.1 }, 600,
                ValueBand.High, ValueBand.Medium) with { Segments = ["business"] },
            Group("best", Lever.Retention, new() { Figure = "valueRetention", AtLeast = 0.75 }, 200, ValueBand.High),
            Group("raise", Lever.Penetration, new() { Figure = "valuePerCustomer", AtLeast = 40 }, 100, ValueBand.Low) with
            {
                LowValue = LowValuePlan.Raise,
            },
            Group("cheaper", Lever.Efficiency, new() { Figure = "costToServePerCustomer", AtMost = 3.2 }, 50, ValueBand.Negative)
                with { LowValue = LowValuePlan.Cheaper },
        ],
    };

    private static readonly Planted[] Customers =
    [
        new("b1", "business", ValueBand.High, 800, Products: 3), new("b2", "business", ValueBand.Medium, 200, Products: 1),
        new("h1", "family", ValueBand.High, 600), new("h2", null, ValueBand.High, 200, Active: false),
        new("l1", "business", ValueBand.Low, 30, 10), new("l2", "family", ValueBand.Low, 20, 12),
        new("n1", "family", ValueBand.Negative, -5, 3), new("n2", null, ValueBand.Negative, -7, 3.5),
        new("m1", "family", ValueBand.Medium, 100),
    ];

    private static PlantedNight Night(GroupPlanOptions? plan, params IReadOnlyList<Planted> customers) =>
        new(PlantedNight.Second, plan, customers);

    private static PlanGroup Group(string name, Lever lever, GroupGoal goal, decimal budget, params ValueBand[] bands) =>
        new() { Name = name, Bands = bands, Lever = lever, Goal = goal, Budget = budget, Owner = "Some team" };

    private static GroupPlan Result(GroupPlanOptions plan) => Night(plan, Customers).Scorecard().GroupPlan!;

    [Fact]
    public void EveryGroupStandsAgainstItsOwnGoal()
    {
        var rows = Result(Plan).Groups.ToDictionary(row => row.Name);
        Assert.Equal((2.0, GoalStatus.Short, 0.1), Standing(rows["business"]));
        Assert.Equal((0.75, GoalStatus.Reached, 0.0), Standing(rows["best"]));
        Assert.Equal((25.0, GoalStatus.Short, 15.0), Standing(rows["raise"]));
        Assert.Equal((3.25, GoalStatus.Short, 0.05), Standing(rows["cheaper"]));
        Assert.Equal(("Some team", 600m, Lever.Penetration), (
            rows["business"].Plan!.Owner, rows["business"].Plan!.Budget, rows["business"].Plan!.Lever!.Value));
        Assert.Null(rows[GroupPlanOptions.Others].Plan);
        Assert.Null(rows[GroupPlanOptions.Others].Status);
    }

    private static (double?, GoalStatus?, double?) Standing(GroupRow row) => (row.Value, row.Status, row.ShortBy);

    [Fact]
    public void SumsOfAllGroupsAreThoseOfTheTotalAndBudgetsThoseOfThePlan()
    {
        var scorecard = Night(Plan, Customers).Scorecard();
        var sum = scorecard.GroupPlan!.Groups.Select(row => row.Sums).Aggregate((left, right) => left + right);
        Assert.Equal(RecordJson.Write(scorecard.Total.Sums), RecordJson.Write(sum));
        Assert.Equal(
            ["business", "best", "raise", "cheaper", "(others)"], scorecard.GroupPlan.Groups.Select(row => row.Name));
        Assert.Equal([2, 2, 2, 2, 1], scorecard.GroupPlan.Groups.Select(row => row.Sums.Customers));
        Assert.Equal((1000, 950), (scorecard.GroupPlan.Budget, scorecard.GroupPlan.Planned));
    }

    [Fact]
    public void LowValueHasItsDefinitionItsPlanAndItsOwnResult()
    {
        var low = Result(Plan).LowValue!;
        Assert.Equal([ValueBand.Low, ValueBand.Negative], low.Bands);
        Assert.Equal((4, 38m, 28.5m, 150m), (low.All.Sums.Active, low.All.Sums.Value, low.All.Sums.CostToServe, low.All.Budget));
        Assert.Equal([LowValuePlan.Raise, LowValuePlan.Cheaper], low.Plans.Select(row => row.Plan));
        Assert.Equal([25.0, -6.0], low.Plans.Select(row => row.ValuePerCustomer!.Value));
        Assert.Equal([11.0, 3.25], low.Plans.Select(row => row.CostToServePerCustomer!.Value));
        Assert.Equal(low.All.Sums.Value, low.Plans.Sum(row => row.Sums.Value));
        Assert.Null(Result(Plan with { LowValue = [] }).LowValue);
    }

    [Theory]
    [InlineData("2026-11-20", GoalStatus.Missed)]
    [InlineData("2026-11-21", GoalStatus.Short)]
    [InlineData(null, GoalStatus.Short)]
    public void AGoalWhoseDayIsOverIsMissed(string? by, GoalStatus status)
    {
        var goal = Plan.Groups[0].Goal! with
        {
            By = by is null ? null : DateOnly.Parse(by, System.Globalization.CultureInfo.InvariantCulture),
        };
        var plan = Plan with { LowValue = [], Groups = [Plan.Groups[0] with { Goal = goal }] };
        Assert.Equal(status, Result(plan).Groups[0].Status);
    }

    [Fact]
    public void OfAGroupOfNobodyNothingIsKnown()
    {
        var row = Night(Plan, new Planted("x", null, ValueBand.Medium, 1)).Scorecard().GroupPlan!.Groups[3];
        Assert.Equal((null, GoalStatus.Unknown, null), Standing(row));
        Assert.Equal(0, row.Sums.Customers);
    }

    [Fact]
    public void TheSplitIntoBucketsAndTheirOrderDoNotChangeAByte()
    {
        var night = Night(Plan, Customers);
        var parts = new[] { night.Part(5..), night.Part(..2), night.Part(2..5) }.Select(part =>
            JsonSerializer.Deserialize<ScorecardPart>(JsonSerializer.Serialize(part, ConfigJson.Options), ConfigJson.Options)!);
        Assert.Equal(RecordJson.Write(night.Scorecard()), RecordJson.Write(night.Scorecard(parts)));
    }

    [Fact]
    public void TheResultSurvivesItsBlob()
    {
        var json = JsonSerializer.Serialize(Night(Plan, Customers).Scorecard(), ConfigJson.Options);
        var again = JsonSerializer.Deserialize<Scorecard>(json, ConfigJson.Options)!;
        Assert.Equal(json, JsonSerializer.Serialize(again, ConfigJson.Options));
        Assert.True(again.GroupPlan!.HasGroupsOf(Result(Plan)));
    }

    [Fact]
    public void WithoutAPlanNothingOfItIsInTheAnswer()
    {
        var (first, second) = (new PlantedNight(PlantedNight.First, null, Customers), Night(null, Customers));
        Assert.DoesNotContain("roup", RecordJson.Write(second.Scorecard()), StringComparison.Ordinal);
        Assert.Null(GroupMovement.Between(first.Scorecard(), second.Scorecard(), first.To(second).GroupFlows));
        Assert.Null(first.To(second).GroupFlows);
    }

    [Fact]
    public void ANightDecidedWithoutThePlanHasNone() =>
        Assert.Null(Night(Plan, Customers).Scorecard(Night(null, Customers).Part(..)).GroupPlan);

    [Fact]
    public void WhatWasCountedUnderANameThatIsGoneIsOfNoGroup()
    {
        var renamed = Plan with { Groups = [.. Plan.Groups.Skip(1).Prepend(Plan.Groups[0] with { Name = "firms" })] };
        var rows = Night(renamed, Customers).Scorecard(Night(Plan, Customers).Part(..)).GroupPlan!.Groups;
        Assert.Equal([0, 2, 2, 2, 3], rows.Select(row => row.Sums.Customers));
    }
}
