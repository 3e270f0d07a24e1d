using ReapFunctions.Local.Reap.Hosting;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>Where to look next.</summary>
internal static class NextSection
{
    public static void Write(IAnsiConsole console, DemoOptions options, AppGroup apps)
    {
        console.WriteLine();
        console.WriteLine("Where to look next:");
        if (options.Keep)
        {
            console.WriteLine($"  {apps.Url}api/runs        runs and receipts");
            console.WriteLine($"  {apps.Url}api/models      champions and their cards");
            console.WriteLine($"  {apps.Url}api/scorecard   the whole scorecard");
        }
        else
        {
            console.WriteLine("  reap demo --keep          the same, and stays up for your own calls");
        }
        console.WriteLine("  reap up --data .reap      storage and app that keep what they know");
        console.WriteLine($"  {apps.Apps[0].Log.File}   what the app logged");
        console.WriteLine();
    }
}
