using System.Globalization;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Show;

/// <summary>How long a step took.</summary>
internal readonly record struct StepTime(string Step, TimeSpan Time);

/// <summary>
/// Runs the steps of a command, one after the other: shows what is going on, and keeps how long each took. Where the output is no
/// terminal it writes one line a step, once it is done.
/// </summary>
internal sealed class StepRunner(IAnsiConsole console, TimeProvider clock)
{
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
            : await work(new Silence());
        var took = clock.GetElapsedTime(start);
        times.Add(new StepTime(step, took));
        console.Line(string.Create(CultureInfo.InvariantCulture, $"{step}: {took.TotalSeconds:0.0} s"));
        return result;
    }

    private sealed class Spinner(string step, StatusContext status) : IProgress<string>
    {
        public void Report(string value) => status.Status(Markup.Escape($"{step}: {value}"));
    }

    private sealed class Silence : IProgress<string>
    {
        public void Report(string value)
        {
            // The step has its line when it is done.
        }
    }
}
