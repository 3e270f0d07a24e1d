using ReapFunctions.Lists.Accounts;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>What hangs on each team, and the accounts with something due of the one on which most hangs.</summary>
internal static class TeamSection
{
    /// <summary>Customers of the team.</summary>
    public const int Shown = 3;

    public static void Write(IAnsiConsole console, DemoResult result)
    {
        if (result.Team is not { Teams: [var first, ..] teams } answer)
            return;
        var scorecard = result.Scorecard.Scorecard;
        var table = TableStyle.Create(
            $"What hangs on each team, run {scorecard.Run} ({scorecard.Currency})", 1, "Team", "Customers", "Value 12 m",
            "Value at risk", "Put right", "For care");
        foreach (var team in teams)
            table.Row(
                team.Team, Digits.Count(team.Customers), Digits.Count((double)team.Value),
                Digits.Count((double)team.ValueAtRisk), Digits.Count(team.InRecovery), Digits.Count((double)team.CareBudget));
        console.Write(table);
        console.Line($"GET /{ReapClient.DuePath(first.Team, Shown)}");
        foreach (var account in answer.Accounts ?? [])
            console.Line(
                $"  {account.CustomerId}: worth {Digits.Number(account.Value, 2)}, {Digits.Number(account.ValueAtRisk, 2)} at "
                + $"risk; {Due(account)}");
        console.Line();
    }

    private static string Due(Account account) => account.Due.Count == 0
        ? "nothing is due"
        : string.Join(", ", account.Due.Select(due => due.What switch
        {
            DueKind.Recovery => $"ask whether {due.About} is right, on {due.On:yyyy-MM-dd}",
            DueKind.Later => $"ask again about {due.About}, on {due.On:yyyy-MM-dd}",
            _ => $"asleep since {due.On:yyyy-MM-dd}",
        }));
}
