using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>How long each step took.</summary>
internal static class TimingSection
{
    public static void Write(IAnsiConsole console, DemoResult result)
    {
        var table = TableStyle.Create("Timings", 1, "Step", "Seconds");
        foreach (var step in result.Times)
            table.Row(step.Step, Digits.Number(step.Time.TotalSeconds, 1));
        table.Row("All", Digits.Number(result.Times.Sum(step => step.Time.TotalSeconds), 1));
        console.Write(table);
    }
}
