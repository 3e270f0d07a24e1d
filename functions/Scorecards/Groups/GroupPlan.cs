using ReapFunctions.Offers.Groups;

namespace ReapFunctions.Scorecards.Groups;

/// <summary>Where a group stands against its goal.</summary>
public enum GoalStatus
{
    Reached,

    /// <summary>Not reached, and there is time, or the goal has no day.</summary>
    Short,

    /// <summary>Not reached, and its day is over.</summary>
    Missed,

    /// <summary>Nothing could be measured: nobody is in the group, or the portfolio has no such figure.</summary>
    Unknown,
}

/// <summary>A group of the plan, or who is in none: its customers, their sums and measures, and how the goal stands.</summary>
public sealed record GroupRow(string Name, ScorecardCell Sums, IReadOnlyList<Measure> Measures)
{
    /// <summary>Lever, goal, budget and owner; null for who is in no group.</summary>
    public PlanGroup? Plan { get; init; }

    /// <summary>What care may cost, and answers in time; null in a portfolio without care.json.</summary>
    public GroupCare? Care { get; init; }

    /// <summary>The figure of the goal; null without a goal, or where nothing could be measured.</summary>
    public double? Value { get; init; }

    /// <summary>Null without a goal.</summary>
    public GoalStatus? Status { get; init; }

    /// <summary>By how much the figure falls short, in its units; 0 where it is reached, null where it is not known.</summary>
    public double? ShortBy { get; init; }
}

/// <summary>
/// The plan by customer group as it was on the night, and what has come of it. Every customer is in one row, so that the sums of
/// all rows are those of the scorecard. Serialises to JSON as it is.
/// </summary>
/// <param name="Budget">Currency that may be spent in a period.</param>
/// <param name="Planned">What the groups' budgets come to; at most the budget.</param>
/// <param name="Groups">In the order of the plan, those in no group last.</param>
public sealed record GroupPlan(PlanPeriod Period, decimal Budget, decimal Planned, IReadOnlyList<GroupRow> Groups)
{
    /// <summary>Customers of low value, and what is planned for them; null where the plan does not say who they are.</summary>
    public LowValueResult? LowValue { get; init; }

    /// <summary>
    /// Null in a portfolio without a plan, and of a night that was decided before it had one. What the night counted under a name
    /// that the plan no longer has is of those in no group.
    /// </summary>
    /// <param name="sum">The night's, by group.</param>
    /// <param name="total">Those of everybody.</param>
    internal static GroupPlan? Of(
        ScorecardOptions options, ScorecardPart sum, ScorecardCell total, DateOnly date)
    {
        var cells = sum.Groups;
        if (options.GroupPlan is not { } plan || cells.Values.Sum(cell => cell.Customers) != total.Customers)
            return null;
        var names = plan.Groups.Select(group => group.Name).ToHashSet(StringComparer.Ordinal);
        var others = cells.Where(cell => !names.Contains(cell.Key)).Select(cell => cell.Value)
            .Aggregate(total.Nobody, (left, right) => left + right);
        GroupRow[] rows =
        [
            .. plan.Groups.Select(group => Row(group, cells.GetValueOrDefault(group.Name) ?? total.Nobody, options, date)),
            new(GroupPlanOptions.Others, others, ReapMeasures.Take(others, options)),
        ];
        if (sum.GroupCare.Count > 0)
            rows = [.. rows.Select(row => row with { Care = CareOf(row, sum.GroupCare, names) })];
        return new GroupPlan(plan.Period, plan.Budget, plan.Groups.Sum(group => group.Budget), rows)
        {
            LowValue = LowValueResult.Of(plan, rows),
        };
    }

    /// <summary>That of the group; of who is in none that of every name that the plan does not have.</summary>
    private static GroupCare CareOf(GroupRow row, IReadOnlyDictionary<string, GroupCare> care, HashSet<string> names) =>
        row.Plan is not null
            ? care.GetValueOrDefault(row.Name, GroupCare.None)
            : care.Where(found => !names.Contains(found.Key)).Aggregate(GroupCare.None, (sum, found) => sum + found.Value);

    /// <summary>Whether two nights had the same groups, so that their sums can be compared.</summary>
    internal bool HasGroupsOf(GroupPlan other) => Groups.Select(DefinitionOf).SequenceEqual(other.Groups.Select(DefinitionOf));

    private static (string, string) DefinitionOf(GroupRow row) =>
        (row.Name, $"{string.Join('\n', row.Plan?.Segments ?? [])}\n\n{string.Join('\n', row.Plan?.Bands ?? [])}");

    private static GroupRow Row(PlanGroup group, ScorecardCell cell, ScorecardOptions options, DateOnly date)
    {
        var row = new GroupRow(group.Name, cell, ReapMeasures.Take(cell, options)) { Plan = group };
        if (group.Goal is not { } goal)
            return row;
        var value = GroupFigures.Of(goal.Figure, cell, row.Measures);
        double? shortBy = value is { } known ? goal.ShortBy(known) : null;
        return row with
        {
            Value = value,
            ShortBy = shortBy,
            Status = shortBy switch
            {
                null => GoalStatus.Unknown,
                0 => GoalStatus.Reached,
                _ => goal.By < date ? GoalStatus.Missed : GoalStatus.Short,
            },
        };
    }
}
