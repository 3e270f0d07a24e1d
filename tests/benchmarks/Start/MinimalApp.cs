using System.Diagnostics;
using Microsoft.AspNetCore.Builder;

namespace ReapFunctions.Benchmarks.Start;

/// <summary>
/// The peer of the app's start: an ASP.NET Core app of one route and nothing else. This program itself, as a child.
/// </summary>
internal static class MinimalApp
{
    /// <summary>The argument by which this program is its own child.</summary>
    public const string Child = "minimal-app";

    private const string Listening = "Now listening on: ";

    public static async Task<int> RunAsync()
    {
        var app = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]).Build();
        app.MapGet("/", () => "answered");
        await app.RunAsync();
        return 0;
    }

    /// <summary>Milliseconds from the start of the process to its first answer.</summary>
    public static async Task<double> FirstAnswerAsync(HttpClient http)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, Child) { RedirectStandardOutput = true })!;
        try
        {
            string? line;
            do
                line = await process.StandardOutput.ReadLineAsync()
                    ?? throw new InvalidOperationException("The minimal app ended before it listened.");
            while (!line.Contains(Listening, StringComparison.Ordinal));
            await http.GetStringAsync(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]);
            return clock.Elapsed.TotalMilliseconds;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
