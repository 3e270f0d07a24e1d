using System.Globalization;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Show;

/// <summary>How long a step took.</summary>
internal readonly record struct StepTime(string Step, TimeSpan Time);

/// <summary>
/// Runs the steps of a command, one after the other: shows what is going on, and keeps how long each took. Where the output is no
/// terminal it writes a line per step and per <see cref="Patience"/>.
/// </summary>
internal sealed class StepRunner(IAnsiConsole console, TimeProvider clock)
{
    /// <summary>Between two lines about the same step in redirected output.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly List<StepTime> times = [];

    public IReadOnlyList<StepTime> Times => times;

    public Task RunAsync(string step, Func<IProgress<string>, Task> work) =>
        RunAsync(step, async progress =>
        {
            await work(progress);
            return true;
        });

    public async Task<T> RunAsync<T>(string step, Func<IProgress<string>, Task<T>> work)
    {
        var start = clock.GetTimestamp();
        var result = console.Profile.Capabilities.Interactive
            ? await console.Status().StartAsync(Markup.Escape(step), status => work(new Spinner(step, status)))
            : await work(new Lines(step, console, clock));
        var took = clock.GetElapsedTime(start);
        times.Add(new StepTime(step, took));
        console.Line(string.Create(CultureInfo.InvariantCulture, $"{step}: {took.TotalSeconds:0.0} s"));
        return result;
    }

    private sealed class Spinner(string step, StatusContext status) : IProgress<string>
    {
        public void Report(string value) => status.Status(Markup.Escape($"{step}: {value}"));
    }

    private sealed class Lines(string step, IAnsiConsole console, TimeProvider clock) : IProgress<string>
    {
        private long last = clock.GetTimestamp();

        public void Report(string value)
        {
            if (clock.GetElapsedTime(last) < Patience)
                return;
            last = clock.GetTimestamp();
            console.Line($"  {step}: {value}");
        }
    }
}
