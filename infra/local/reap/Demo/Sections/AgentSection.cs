using System.Text.Encodings.Web;
using System.Text.Json;
using ReapFunctions.Local.Reap.Api;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>What an agent sees of one customer, as the app answers.</summary>
internal static class AgentSection
{
    private const int Lines = 60;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(IAnsiConsole console, DemoResult result)
    {
        console.MarkupLineInterpolated($"[bold]GET /{ReapClient.PromptsPath(result.Customer, "call")}[/]");
        var lines = result.Prompts.ToJsonString(Indented).Split('\n');
        foreach (var line in lines.Take(Lines))
            console.WriteLine(line);
        if (lines.Length > Lines)
            console.WriteLine($"... {lines.Length - Lines} more lines");
        console.WriteLine();
    }
}
