using ReapFunctions.Offers;
using ReapFunctions.Offers.Groups;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Groups;
using ReapFunctions.Scorecards.Proof;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Scorecards.Groups;

/// <summary>Movement by group adds up to that of the total, whatever customers do between two nights.</summary>
public class GroupMovementTests
{
    private static readonly GroupPlanOptions Plan = new()
    {
        Budget = 100,
        LowValue = [ValueBand.Low, ValueBand.Negative],
        Groups =
        [
            Group("firms", Lever.Penetration, ValueBand.High, ValueBand.Medium) with { Segments = ["business", "(none)"] },
            Group("best", Lever.Retention, ValueBand.High),
            Group("low", Lever.Efficiency, ValueBand.Low, ValueBand.Negative) with { LowValue = LowValuePlan.Cheaper },
        ],
    };

    private static PlanGroup Group(string name, Lever lever, params ValueBand[] bands) => new()
    {
        Name = name,
        Bands = bands,
        Lever = lever,
        Goal = new GroupGoal { Figure = "valuePerCustomer", AtLeast = 50 },
        Owner = "Some team",
    };

    /// <summary>Customers drawn anew for each seed; the last tenth are not the same ones.</summary>
    private static Planted[] Customers(int seed)
    {
        var random = new Random(seed);
        string?[] segments = ["business", "family", null];
        return [.. Enumerable.Range(0, 300).Select(i => new Planted(
            i < 270 ? $"c{i}" : $"n{seed}-{i}", segments[random.Next(3)], (ValueBand)random.Next(4),
            Math.Round(900 * random.NextDouble() - 100, 2), Math.Round(90 * random.NextDouble(), 2), random.Next(10) > 0))];
    }

    private static PlantedNight First(GroupPlanOptions? plan = null) =>
        new(PlantedNight.First, plan ?? Plan, Customers(seed: 1));

    private static PlantedNight Second(GroupPlanOptions? plan = null, int seed = 2) =>
        new(PlantedNight.Second, plan ?? Plan, Customers(seed));

    private static GroupMovement Between(PlantedNight before, PlantedNight now) =>
        GroupMovement.Between(before.Scorecard(), now.Scorecard(), before.To(now).GroupFlows)!;

    [Fact]
    public void ValueAndOwnChangeOfAllGroupsAreThatOfTheTotal()
    {
        var (before, now) = (First(), Second());
        var total = ScorecardMovement.Between(before.Scorecard(), now.Scorecard()).Total;
        var moves = Between(before, now).Groups;

        Assert.Equal(["firms", "best", "low", "(others)"], moves.Select(move => move.Name));
        Assert.Equal(total.Value, moves.Sum(move => move.Value));
        Assert.Equal(total.Value, moves.Sum(move => move.Own));
        Assert.Equal(0, moves.Sum(move => move.Moved));
        Assert.Equal(moves.Sum(move => move.CameIn), moves.Sum(move => move.WentOut));
        Assert.Equal(total.Active, moves.Sum(move => move.Active));
        Assert.Equal(total.CostToServe, moves.Sum(move => move.CostToServe));
        Assert.All(moves, move => Assert.NotEqual(move.Value, move.Own));
    }

    [Fact]
    public void TheGroupThatMovedTheTotalMostIsThatWhoseOwnChangeIsFurthestFromNothing()
    {
        var movement = Between(First(), Second());
        Assert.Equal(movement.Groups.MaxBy(move => Math.Abs(move.Own!.Value))!.Name, movement.MovedMost);
        Assert.Null(Between(First(), Second(seed: 1)).MovedMost);
    }

    [Fact]
    public void WhoChangesGroupsIsNoDoingOfTheGroup()
    {
        Planted[] was = [new("a", "family", ValueBand.Medium, 100), new("b", "family", ValueBand.High, 500)];
        Planted[] isNow = [new("a", "family", ValueBand.High, 400), new("b", "family", ValueBand.High, 490)];
        var movement = Between(
            new PlantedNight(PlantedNight.First, Plan, was), new PlantedNight(PlantedNight.Second, Plan, isNow));

        var best = movement.Groups[1];
        Assert.Equal((390, -10, 400, 1, 0), (best.Value, best.Own, best.Moved, best.CameIn, best.WentOut));
        Assert.Equal((500.0, 445.0, -55.0), (best.Before, best.Now, best.Change));
        Assert.Equal(GroupPlanOptions.Others, movement.MovedMost);
        Assert.Equal(300, movement.Groups[^1].Own);
    }

    [Fact]
    public void OfLowValueItIsKnownWhoWasRaisedAndWhoFell()
    {
        Planted[] was =
        [
            new("up", "family", ValueBand.Low, 30, 9), new("down", "family", ValueBand.High, 500, 20),
            new("gone", null, ValueBand.Negative, -8, 30), new("same", null, ValueBand.Low, 20, 10),
        ];
        Planted[] isNow =
        [
            new("up", "family", ValueBand.Medium, 130, 9), new("down", "family", ValueBand.Negative, -3, 40),
            new("gone", null, ValueBand.Negative, -8, 30, Active: false), new("same", null, ValueBand.Negative, -1, 4),
            new("new", null, ValueBand.Low, 5, 1),
        ];
        var low = Between(
            new PlantedNight(PlantedNight.First, Plan, was), new PlantedNight(PlantedNight.Second, Plan, isNow)).LowValue!;
        Assert.Equal(new LowValueMove(0, -41, -4, 1, 100, 1, -503, 1), low);
    }

    [Fact]
    public void WhoWasErasedSinceStaysInTheOwnChangeSoThatSumsStillAddUp()
    {
        var (before, now) = (First(), Second());
        RunDigest Without(PlantedNight night) => night.Digest().Without("c3").Without("c4").Without("c5");
        var flows = RunComparison.Between("a", "b", [Without(before)], [Without(now)], "churn").GroupFlows;
        var moves = GroupMovement.Between(before.Scorecard(), now.Scorecard(), flows)!.Groups;
        Assert.Equal(now.Scorecard().Total.Sums.Value - before.Scorecard().Total.Sums.Value, moves.Sum(move => move.Own));
    }

    [Fact]
    public async Task ADigestKeepsItsGroups()
    {
        using var bytes = new MemoryStream();
        var digest = First().Digest();
        await digest.WriteAsync(bytes, default);
        var again = RunDigest.Read(bytes.ToArray());
        Assert.Equal(Plan.Names, again.Groups);
        Assert.Equal(digest.GroupPlaces, again.GroupPlaces);
        Assert.Equal(digest.Care, again.Care);
        Assert.Equal(digest.Rows.Length - 1, again.Without("c7").GroupPlaces.Length);
        Assert.Throws<FormatException>(() => RunDigest.Read(bytes.ToArray().AsSpan(0, (int)bytes.Length - 1)));
    }

    [Fact]
    public void AgainstANightOfOtherGroupsNothingIsCompared()
    {
        var other = Plan with { Groups = [.. Plan.Groups.Select(group => group with { Segments = ["business"] })] };
        var without = new PlantedNight(PlantedNight.First, null, new Planted("a", null, ValueBand.Low, 1));
        Assert.Equal("Run 2026-11-20.1 had other groups, so nothing is compared.", Between(First(other), Second()).Because);
        var none = Between(without, Second());
        Assert.Equal("Run 2026-11-20.1 had no plan by group, so nothing is compared.", none.Because);
        Assert.Empty(none.Groups);
    }

    [Fact]
    public void AnotherGoalIsComparedAllTheSame()
    {
        var cheaper = Plan with
        {
            Groups = [.. Plan.Groups.Select(group => group with
            {
                Goal = new GroupGoal { Figure = "costToServePerCustomer", AtMost = 9 },
            })],
        };
        var (before, now) = (First(), Second(cheaper));
        var move = Between(before, now).Groups[0];
        var was = before.Scorecard().GroupPlan!.Groups[0].Sums;
        Assert.Equal((double)Math.Round(was.CostToServe / was.Active, 6), move.Before);
    }
}
