using System.CommandLine;
using ReapFunctions.Local.Reap.Commands;
using Spectre.Console;

namespace ReapFunctions.Local.Tests.Reap.Commands;

/// <summary>What a command line came to: the exit code and all that it wrote.</summary>
internal sealed record ReapResult(int Code, string Output)
{
    public static async Task<ReapResult> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 200;
        var code = await ReapCommand.RunAsync(
            args, console, TimeProvider.System, new InvocationConfiguration { Output = output, Error = output });
        return new ReapResult(code, output.ToString());
    }
}
