using ReapFunctions.Local.Reap.Show;
using ReapFunctions.Offers.Groups;
using ReapFunctions.Scorecards.Groups;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>Each customer group against its goal, and which moved the total most.</summary>
internal static class GroupSection
{
    public static void Write(IAnsiConsole console, DemoResult result)
    {
        var (scorecard, movement) = (result.Scorecard.Scorecard, result.Scorecard.Movement?.Groups);
        if (scorecard.GroupPlan is not { } plan)
            return;
        var moves = movement?.Groups.ToDictionary(move => move.Name);
        var table = TableStyle.Create(
            $"Plan by group, run {scorecard.Run} ({scorecard.Currency} a {AnswerWords.Of(plan.Period)})", 4,
            "Group", "Owner", "Lever", "Goal", "Now", "Short by", "Budget", "Customers", "Value moved");
        foreach (var row in plan.Groups)
            table.Row(
                row.Name, row.Plan?.Owner, row.Plan?.Lever is { } lever ? AnswerWords.Of(lever) : Digits.None,
                GoalOf(row.Plan?.Goal), Digits.Number(row.Value, 2),
                row.Status == GoalStatus.Reached ? AnswerWords.Of(GoalStatus.Reached) : Digits.Number(row.ShortBy, 2),
                Digits.Count((double?)row.Plan?.Budget), Digits.Count(row.Sums.Active),
                Digits.Change((double?)moves?.GetValueOrDefault(row.Name)?.Own, 0));
        console.Write(table);
        if (movement is { MovedMost: { } most })
            console.Line($"Moved the total most: {most}. With who changed groups, all move by "
                + $"{Digits.Change((double)movement.Groups.Sum(move => move.Value), 2)} {scorecard.Currency}.");
        if (movement is { LowValue: { } low } && plan.LowValue is { } now)
            console.Line(
                $"Low value ({string.Join(", ", now.Bands.Select(AnswerWords.Of))}): {Digits.Count(now.All.Sums.Active)} "
                + $"customers, {Digits.Number(now.All.CostToServePerCustomer, 2)} to serve each; {low.Raised} were raised, "
                + $"{low.Fell} fell, {low.Left} left.");
        console.Line();
    }

    private static string GoalOf(GroupGoal? goal) => goal switch
    {
        null => Digits.None,
        { AtLeast: { } least } => $"{goal.Figure} >= {Digits.Number(least, 2)}",
        _ => $"{goal.Figure} <= {Digits.Number(goal.AtMost, 2)}",
    };
}
