using ReapFunctions.Scorecards.Moves;

namespace ReapFunctions.Scorecards.Groups;

/// <summary>How a group moved between two runs.</summary>
/// <remarks>
/// <c>Value</c> is what the group is worth now less what it was then, and <c>Own</c> is that without <c>Moved</c>: what became of
/// its members, those lost and new among them. Who is in another group than before has their own change in the earlier group and
/// takes what they are worth now along. Over all groups <c>Moved</c> is 0, and <c>Value</c> and <c>Own</c> both add up to the
/// change of the total value, to the cent.
/// </remarks>
/// <param name="Active">Change of the active customers.</param>
/// <param name="Value">Change of the value of 12 months.</param>
/// <param name="Own">Null, as the three that follow, where the digests of a run are gone.</param>
/// <param name="Moved">What those who came in are worth now, less what those are who went out.</param>
/// <param name="CameIn">Active customers of another group before.</param>
/// <param name="WentOut">Active customers of another group now.</param>
/// <param name="CostToServe">Change of the cost to serve of 12 months.</param>
/// <param name="Before">The figure of the goal then; null without one.</param>
/// <param name="Now">The same now.</param>
public sealed record GroupMove(
    string Name, long Active, decimal Value, decimal? Own, decimal? Moved, long? CameIn, long? WentOut, decimal CostToServe,
    double? Before, double? Now)
{
    /// <summary>Now less before; null where either is not known.</summary>
    public double? Change => Before is { } was && Now is { } isNow ? Math.Round(isNow - was, 6) : null;
}

/// <summary>What became of customers of low value between two runs.</summary>
/// <param name="Active">Change of the active customers.</param>
/// <param name="Value">Change of the value of 12 months.</param>
/// <param name="CostToServe">Change of the cost to serve of 12 months.</param>
/// <param name="Raised">Customers of low value then and of higher value now; null where the digests of a run are gone.</param>
/// <param name="RaisedValue">What their value changed by.</param>
/// <param name="Fell">Customers of low value now who were of higher value then.</param>
/// <param name="FellValue">What their value changed by.</param>
/// <param name="Left">Customers of low value then who have left.</param>
public sealed record LowValueMove(
    long Active, decimal Value, decimal CostToServe, long? Raised, decimal? RaisedValue, long? Fell, decimal? FellValue,
    long? Left);

/// <summary>How the groups of the plan moved between two runs.</summary>
/// <param name="Groups">In the order of the plan, those in no group last; empty where <see cref="Because"/> says why.</param>
public sealed record GroupMovement(IReadOnlyList<GroupMove> Groups)
{
    /// <summary>
    /// The group whose own change is furthest from 0, and so moved the total most; null where none moved. By its change of value
    /// where its own is not known.
    /// </summary>
    public string? MovedMost { get; init; }

    /// <summary>Null where the plan does not say who is of low value.</summary>
    public LowValueMove? LowValue { get; init; }

    /// <summary>Why nothing is compared; null when it is.</summary>
    public string? Because { get; init; }

    /// <summary>Null where the later run had no plan by group.</summary>
    /// <param name="flows">Of customers between groups; null where they are not known.</param>
    internal static GroupMovement? Between(Scorecard before, Scorecard now, IReadOnlyList<Migration>? flows)
    {
        if (now.GroupPlan is not { } plan)
            return null;
        if (before.GroupPlan?.HasGroupsOf(plan) != true)
        {
            var had = before.GroupPlan is null ? "no plan by group" : "other groups";
            return new([]) { Because = $"Run {before.Run} had {had}, so nothing is compared." };
        }
        GroupMove[] moves =
            [.. before.GroupPlan.Groups.Zip(plan.Groups).Select(pair => Move(pair.First, pair.Second, flows))];
        var most = moves.MaxBy(move => Math.Abs(move.Own ?? move.Value))!;
        return new GroupMovement(moves)
        {
            MovedMost = (most.Own ?? most.Value) == 0 ? null : most.Name,
            LowValue = plan.LowValue is { } low ? Low(before.GroupPlan, low, flows) : null,
        };
    }

    private static GroupMove Move(GroupRow was, GroupRow isNow, IReadOnlyList<Migration>? flows)
    {
        var value = isNow.Sums.Value - was.Sums.Value;
        var between = flows?.Where(flow => flow.From != flow.To && flow.Stayed).ToArray();
        var cameIn = between?.Where(flow => flow.To == isNow.Name).ToArray();
        var wentOut = between?.Where(flow => flow.From == isNow.Name).ToArray();
        var moved = cameIn?.Sum(flow => flow.Now) - wentOut?.Sum(flow => flow.Now);
        return new GroupMove(
            isNow.Name, isNow.Sums.Active - was.Sums.Active, value, value - moved, moved, cameIn?.Sum(flow => flow.Customers),
            wentOut?.Sum(flow => flow.Customers), isNow.Sums.CostToServe - was.Sums.CostToServe,
            FigureOf(was, isNow), isNow.Value);
    }

    /// <summary>The earlier night's figure of the goal of now, which may be another than it had then.</summary>
    private static double? FigureOf(GroupRow was, GroupRow isNow) =>
        isNow.Plan?.Goal is { } goal ? GroupFigures.Of(goal.Figure, was.Sums, was.Measures) : null;

    private static LowValueMove? Low(GroupPlan before, LowValueResult now, IReadOnlyList<Migration>? flows)
    {
        // By the groups of now: the night before may have called other bands low.
        var was = before.Groups.Where(row => now.All.Groups.Contains(row.Name)).Select(row => row.Sums)
            .Aggregate((left, right) => left + right);
        bool IsLow(string group) => now.All.Groups.Contains(group);
        var raised = flows?.Where(flow => IsLow(flow.From) && !IsLow(flow.To) && flow.Stayed).ToArray();
        var fell = flows?.Where(flow => IsLow(flow.To) && !IsLow(flow.From) && flow.Stayed).ToArray();
        return new LowValueMove(
            now.All.Sums.Active - was.Active, now.All.Sums.Value - was.Value, now.All.Sums.CostToServe - was.CostToServe,
            raised?.Sum(flow => flow.Customers), raised?.Sum(flow => flow.Change),
            fell?.Sum(flow => flow.Customers), fell?.Sum(flow => flow.Change),
            flows?.Where(flow => IsLow(flow.From) && flow.To == Migration.Lost).Sum(flow => flow.Customers));
    }
}
