using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>The scorecard's main lines, and how they moved since the first night.</summary>
internal static class ScorecardSection
{
    public static void Write(IAnsiConsole console, DemoResult result)
    {
        var (scorecard, movement) = (result.Scorecard.Scorecard, result.Scorecard.Movement);
        var moved = result.Nights.Count > 1 ? movement?.Total.Measures.ToDictionary(measure => measure.Name) : null;
        var table = TableStyle.Create($"REAP scorecard, run {scorecard.Run}", 2, "Lever", "Measure", "Now", moved is null
            ? "Change"
            : $"Since {movement!.From}");
        foreach (var measure in scorecard.Total.Measures)
        {
            var decimals = Math.Abs(measure.Value ?? 0) >= 100 ? 0 : 4;
            table.Row(
                measure.Lever, measure.Name, Digits.Number(measure.Value, decimals),
                Digits.Change(moved?.GetValueOrDefault(measure.Name)?.Change, decimals));
        }
        console.Write(table);
        foreach (var (target, reason) in scorecard.WithoutChampion)
            console.Line($"{target}: this run had no champion. {reason}");
    }
}
