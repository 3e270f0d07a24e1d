using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>The scorecard's main lines, and how they moved since the first night.</summary>
internal static class ScorecardSection
{
    public static void Write(IAnsiConsole console, DemoResult result)
    {
        var now = result.Scorecards[^1];
        var before = result.Scorecards.Count > 1 ? result.Scorecards[0] : null;
        var table = Tables.Create($"REAP scorecard, run {result.Last.Run}", 2, "Lever", "Measure", "Now", before is null ? "Change" : $"Since {result.Nights[0].Run}");
        foreach (var measure in now.Items("total.measures"))
        {
            var name = measure.Text("name");
            var value = measure.Number("value");
            var earlier = before.Items("total.measures").FirstOrDefault(other => other.Text("name") == name).Number("value");
            var decimals = Math.Abs(value ?? 0) >= 100 ? 0 : 4;
            table.Row(measure.Text("lever"), name, Tables.Number(value, decimals), Tables.Change(value - earlier, decimals));
        }
        console.Write(table);
    }
}
