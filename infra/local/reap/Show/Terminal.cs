using Spectre.Console;

namespace ReapFunctions.Local.Reap.Show;

/// <summary>The console: colours and spinners for people, plain lines of a fixed width for files and pipes.</summary>
internal static class Terminal
{
    private const int RedirectedWidth = 160;

    public static IAnsiConsole Create()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = Console.IsOutputRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (Console.IsOutputRedirected)
            console.Profile.Width = RedirectedWidth;
        return console;
    }
}
