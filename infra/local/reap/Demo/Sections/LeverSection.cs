using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>The lever worth most in each decile, and the best split of a budget.</summary>
internal static class LeverSection
{
    private const int Shown = 6;

    public static void Write(IAnsiConsole console, DemoResult result)
    {
        if (result.Scorecard is not { Plan: { } plan, Scorecard: var scorecard })
            return;
        var best = scorecard.Levers.GroupBy(cell => cell.Decile)
            .Select(decile => decile.MaxBy(cell => cell.Net)!)
            .Select(cell => $"{cell.Decile} {AnswerWords.Of(cell.Lever)} {Digits.Count((double)cell.Net)}");
        console.Line($"Lever worth most by decile, net {scorecard.Currency} if everybody were contacted once:");
        console.Line($"  {string.Join(", ", best)}");
        var table = TableStyle.Create(
            $"Best split of {Digits.Count((double)plan.Budget)} {scorecard.Currency} over deciles and levers", 2, "Decile",
            "Lever", "Customers", "Spend", "Net");
        foreach (var line in plan.Lines.OrderByDescending(line => line.Net).Take(Shown))
            table.Row(
                $"{line.Decile}", AnswerWords.Of(line.Lever), Digits.Count(line.Customers), Digits.Count((double)line.Spend),
                Digits.Count((double)line.Net));
        var rest = plan.Lines.OrderByDescending(line => line.Net).Skip(Shown).ToArray();
        if (rest.Length > 0)
            table.Row(
                "others", "", Digits.Count(rest.Sum(line => line.Customers)),
                Digits.Count((double)rest.Sum(line => line.Spend)), Digits.Count((double)rest.Sum(line => line.Net)));
        console.Write(table);
        console.Line(
            $"The plan, customer by customer, brings {Digits.Number((double)plan.Net, 2)}; no use of the budget can bring more "
            + $"than {Digits.Number((double)plan.Bound, 2)}.");
        console.Line();
    }
}
