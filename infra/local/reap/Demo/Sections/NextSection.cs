using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>Where to look next.</summary>
internal static class NextSection
{
    public static void Write(IAnsiConsole console, DemoOptions options, AppGroup apps)
    {
        console.Line();
        console.Line("Where to look next:");
        if (options.Keep)
        {
            console.Line($"  {apps.Url}app/            the pages: agent, marketer, analyst, operations");
            console.Line($"  {apps.Url}api/runs        runs and receipts");
            console.Line($"  {apps.Url}api/models      champions and their cards");
            console.Line($"  {apps.Url}api/scorecard   the whole scorecard");
        }
        else
        {
            console.Line("  reap demo --keep          the same, and stays up for your own calls");
        }
        console.Line("  reap up --data .reap      storage and app that keep what they know");
        console.Line($"  {apps.Apps[0].Log.File}   what the app logged");
        console.Line();
    }
}
