using Spectre.Console;

namespace ReapFunctions.Local.Reap.Show;

/// <summary>
/// Lines as they are. Spectre would break long ones to its width, and a connection string or a path that is broken cannot be
/// copied.
/// </summary>
internal static class PlainText
{
    public static void Line(this IAnsiConsole console, string text = "") => console.Profile.Out.Writer.WriteLine(text);
}
