using Spectre.Console;

namespace ReapFunctions.Local.Reap.Show;

/// <summary>The console: colours and spinners for people, plain lines of a fixed width for files and pipes.</summary>
internal static class Terminal
{
    private const int RedirectedWidth = 120;

    public static IAnsiConsole Create()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = RedirectedWidth;
        return console;
    }
}
