using System.Globalization;
using ReapFunctions.Contracts;
using ReapFunctions.Offers;
using ReapFunctions.Offers.Groups;
using ReapFunctions.Offers.Standards;
using ReapFunctions.Scorecards.Moves;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards.Groups;

/// <summary>What must hold in a plan by group beyond its shape.</summary>
internal sealed class GroupPlanCheck(GroupPlanOptions plan, Faults faults)
{
    private static readonly string[] Reserved =
        [GroupPlanOptions.Others, Migration.New, Migration.Lost, Migration.Rejected, Migration.Erased];

    public void Check()
    {
        faults.Unless(plan.Groups.Count is >= 1 and <= GroupPlanOptions.MaxGroups, "groups",
            $"Write 1 to {GroupPlanOptions.MaxGroups} groups.");
        for (var i = 0; i < plan.Groups.Count; i++)
            CheckGroup(plan.Groups[i], faults.At($"groups[{i}]"));
        foreach (var name in plan.Groups.CountBy(group => group.Name).Where(name => name.Value > 1))
            faults.Add("groups", $"Two groups are called '{name.Key}'. A group has one goal: remove one, or rename it.");
        CheckBudgets();
        if (plan.Groups.Count is >= 1 and <= GroupPlanOptions.MaxGroups)
            CheckCustomers();
    }

    /// <summary>What the plan names in the contract and in offers.json.</summary>
    /// <param name="customers">The contract of the customers.</param>
    /// <param name="offers">Null where offers.json cannot be used.</param>
    public static void CheckNames(GroupPlanOptions plan, Contract customers, OfferOptions? offers, Faults faults)
    {
        var column = customers.Roles.Segment;
        var field = customers.CleanFields.FirstOrDefault(field => field.Name == column);
        for (var i = 0; i < plan.Groups.Count; i++)
        {
            var (group, at) = (plan.Groups[i], faults.At($"groupPlan.groups[{i}]"));
            CheckOwner(group.Owner, offers, at);
            if (column is null && group.Segments.Count > 0)
                at.Add("segments", "No column says of which segment a customer is. Name it as segment in reap of the contract, "
                    + "or tell groups apart by bands alone.");
            else if (field is not null)
                CheckSegments(group, field, at);
            foreach (var (lever, weight) in group.LeverWeights)
            {
                if (offers?.Offers.FirstOrDefault(offer => offer.Lever == lever && weight + offer.Weight <= -100) is { } offer)
                    at.Add($"leverWeights.{EnumName.Of(lever)}", "Write a percentage that is above -100 with the weight of offer "
                        + $"'{offer.Name}': less would turn the ranking round.");
            }
        }
    }

    /// <summary>Who answers for a group has to be there: a team that looks after customers, by a route or a standard.</summary>
    private static void CheckOwner(string owner, OfferOptions? offers, Faults faults)
    {
        if (offers is null || !StandardCheck.IsName(owner) || offers.Teams.Contains(owner))
            return;
        if (offers.Teams.Count == 0)
            faults.Add("owner", $"There is no team '{owner}': {OfferOptions.File} names none. Give it customers there, by a "
                + "route or a standard.");
        else
            faults.AddUnknown("owner", "team", owner, offers.Teams);
    }

    private static void CheckSegments(PlanGroup group, Field field, Faults faults)
    {
        foreach (var segment in group.Segments.Where(segment => segment != PlanGroup.NoSegment))
        {
            if (KnownValue.FaultOf(field, segment) is { } unknown)
                faults.Add("segments", $"Nobody is in such a group: {unknown}");
        }
    }

    private static void CheckGroup(PlanGroup group, Faults faults)
    {
        faults.Unless(!string.IsNullOrWhiteSpace(group.Name) && !Reserved.Contains(group.Name), "name",
            $"'{group.Name}' cannot be a name. Write another.");
        faults.Unless(group.Budget >= 0, "budget", "Write 0 or more.");
        faults.Unless(StandardCheck.IsName(group.Owner), "owner",
            "Name the team that answers for it, no person and no address.");
        foreach (var (lever, weight) in group.LeverWeights)
            faults.Unless(weight > -100, $"leverWeights.{EnumName.Of(lever)}", "Write a percentage above -100.");
        if (group.LowValue == LowValuePlan.LeaveAlone)
            faults.Unless(
                group is { Lever: null, Goal: null, Budget: 0, LeverWeights.Count: 0 }, "lowValue",
                "Nothing is done for who is left alone. Remove lever, goal, budget and leverWeights, or plan to raise them or to "
                + "serve them cheaper.");
        else
        {
            faults.Unless(group.Lever is not null, "lever", $"No lever leads. Name one of {LeverNames}.");
            faults.Unless(group.Goal is not null, "goal", "There is no goal. Write the figure and the value to reach.");
            faults.Unless(group.LowValue != LowValuePlan.Cheaper || group.Lever is null or Lever.Efficiency, "lever",
                "They are to be served cheaper: efficiency leads to that. Name it, or plan to raise them.");
        }
        if (group.Goal is { } goal)
            CheckGoal(goal, group.Lever, faults.At("goal"));
    }

    private static string LeverNames => string.Join(", ", Enum.GetValues<Lever>().Select(EnumName.Of));

    private static void CheckGoal(GroupGoal goal, Lever? leads, Faults faults)
    {
        faults.Unless(goal.AtLeast is null != goal.AtMost is null, "", "Write one value to reach: atLeast or atMost.");
        if (!GroupFigures.Names.Contains(goal.Figure))
            faults.AddUnknown("figure", "figure", goal.Figure, GroupFigures.Names);
        else if (leads is { } lever && GroupFigures.LeverOf(goal.Figure) is { } of && of != EnumName.Of(lever))
            faults.Add("figure", $"'{goal.Figure}' tells of {of}, and {EnumName.Of(lever)} leads. Name a figure of the lever: "
                + $"{string.Join(", ", GroupFigures.LedBy(EnumName.Of(lever)))}.");
        else if (goal.AtLeast is null != goal.AtMost is null)
            CheckReach(goal, faults);
    }

    private static void CheckReach(GroupGoal goal, Faults faults)
    {
        var isFalling = GroupFigures.IsFalling(goal.Figure);
        if (isFalling == goal.AtMost is null)
            faults.Add("", isFalling
                ? $"Of '{goal.Figure}' less is better: write the most that it may be, as atMost."
                : $"Of '{goal.Figure}' more is better: write the least that is to be reached, as atLeast.");
        else if (ReapMeasures.FaultOf(goal.Figure, goal.AtLeast ?? goal.AtMost!.Value) is { } wrong)
            faults.Add(isFalling ? "atMost" : "atLeast", wrong);
    }

    private void CheckBudgets()
    {
        faults.Unless(plan.Budget >= 0, "budget", "Write 0 or more.");
        var planned = plan.Groups.Sum(group => group.Budget);
        faults.Unless(planned <= plan.Budget, "budget", string.Create(CultureInfo.InvariantCulture,
            $"The groups' budgets come to {planned:0.##}, more than the plan's {plan.Budget:0.##}. Lower some, or raise it."));
    }

    /// <summary>
    /// Every combination of a segment that the plan names, of none and of any other, with every band is in one group, or in none.
    /// </summary>
    private void CheckCustomers()
    {
        string?[] segments = [null, "\0", .. plan.Groups.SelectMany(group => group.Segments).Distinct()];
        var bands = new HashSet<ValueBand>[plan.Groups.Count + 1];
        for (var place = 0; place < bands.Length; place++)
            bands[place] = [.. Enum.GetValues<ValueBand>()
                .Where(band => segments.Any(segment => plan.PlaceOf(segment, band) == place))];
        for (var place = 0; place < plan.Groups.Count; place++)
            CheckBands(plan.Groups[place], bands[place], faults.At($"groups[{place}]"));
        foreach (var band in bands[^1].Where(plan.LowValue.Contains))
            faults.Add("lowValue", $"Customers of band {EnumName.Of(band)} are in no group, all or those of some segments. Give "
                + "them one, with lowValue raise, cheaper or leaveAlone.");
    }

    private void CheckBands(PlanGroup group, HashSet<ValueBand> bands, Faults faults)
    {
        var (low, all) = (bands.Count(plan.LowValue.Contains), bands.Count);
        if (all == 0)
            faults.Add("", $"Nobody is left for '{group.Name}': groups before it have all its customers, and one group has one "
                + "goal. Remove one of them, or put the narrower one first.");
        else if (low > 0 && low < all)
            faults.Add("bands", $"'{group.Name}' has customers of low value and others ({string.Join(", ", bands.Order()
                .Select(EnumName.Of))}). Split it, so that both have a result of their own.");
        else if (low > 0 && group.LowValue is null)
            faults.Add("lowValue", $"'{group.Name}' is of low value. Say what is planned: raise, cheaper or leaveAlone.");
        else if (low == 0 && group.LowValue is not null)
            faults.Add("lowValue", $"The bands of '{group.Name}' are not among those of groupPlan.lowValue. Name them there, or "
                + "remove it.");
    }
}
