using System.Globalization;
using System.Text.Json.Nodes;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Hosting;

namespace ReapFunctions.Local.Reap.Demo;

/// <summary>Waits until the run of a date is published.</summary>
internal sealed class NightWatch(ReapClient client, IReadOnlyList<AppProcess> apps, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <param name="blob">The extract that was uploaded.</param>
    /// <exception cref="NightException">The extract was refused, the run failed, or time ran out.</exception>
    /// <exception cref="EnvironmentException">The app ended.</exception>
    public async Task<DemoNight> PublishedAsync(
        DateOnly date, string blob, TimeSpan timeout, IProgress<string> progress, CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            foreach (var app in apps)
                app.ThrowIfEnded();
            var answer = await client.RunsAsync(cancellation);
            if (Published(answer, date, blob) is { } night)
                return night;
            progress.Report(Standing(answer, date));
            if (clock.GetElapsedTime(start) > timeout)
                throw new NightException(
                    $"The night of {date:yyyy-MM-dd} was not published within {timeout.TotalMinutes:0} minutes ({Standing(answer, date)}). The app said:\n{apps[0].Log}");
            await Task.Delay(Pause, clock, cancellation);
        }
    }

    /// <summary>The night when it is published, null while it is on its way.</summary>
    /// <exception cref="NightException">It has failed.</exception>
    public static DemoNight? Published(JsonNode answer, DateOnly date, string blob)
    {
        var receipts = ReceiptLine.All(answer).Where(receipt => receipt.Blob.EndsWith(blob, StringComparison.Ordinal)).ToList();
        if (receipts.FirstOrDefault(receipt => receipt.Refused) is { } refused)
            throw new NightException($"{blob} was refused: {refused.Sentence}");
        if (RunOf(answer, date) is not { } run)
            return null;
        if (run.Failed)
            throw new NightException($"Run {run.Run} failed: {run.Failure}");
        return run.Published && run.Run == answer.Text("current") ? new DemoNight(date, run.Run, run.Customers, receipts) : null;
    }

    private static string Standing(JsonNode answer, DateOnly date) => RunOf(answer, date) is { } run
        ? $"run {run.Run} {run.Phase}"
        : answer.Items("receipts").Any() ? "cleaned; training before the first run" : "cleaning";

    /// <summary>The newest run of the date.</summary>
    private static RunLine? RunOf(JsonNode answer, DateOnly date)
    {
        var prefix = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + ".";
        return RunLine.All(answer)
            .Where(run => run.Run.StartsWith(prefix, StringComparison.Ordinal))
            .MaxBy(run => int.Parse(run.Run.AsSpan(prefix.Length), CultureInfo.InvariantCulture));
    }
}
