using System.Diagnostics;
using Azure.Data.Tables;
using ReapFunctions.Benchmarks.Night;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Benchmarks.Start;

/// <summary>
/// From the start of the app's process to its first answered prompt, on an Azurite that holds a published run, against an ASP.NET
/// Core app of one route. Medians.
/// </summary>
/// <remarks>
/// Arguments: <c>--starts N</c> (11); <c>--app FOLDER</c>, the app as it was published elsewhere, such as compiled ahead of time.
/// </remarks>
internal static class StartBenchmark
{
    public static async Task RunAsync(Figures figures, string[] arguments)
    {
        var starts = int.Parse(Arguments.Of(arguments, "--starts") ?? "11");
        Console.WriteLine(Machine.Description);
        await using var stage = await NightStage.OpenAsync();
        var run = new RunId(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), 1);
        await (await stage.FirstNightAsync(5_000, run.Date, buckets: 4)).DisposeAsync();
        var path = ReapClient.PromptsPath(await SomebodyAsync(stage, run), "call");

        using var http = new HttpClient();
        var (ours, listening, peer) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < starts; i++)
        {
            peer.Add(await MinimalApp.FirstAnswerAsync(http));
            var clock = Stopwatch.StartNew();
            await using var app = await stage.StartAppAsync($"start{i}", buckets: 4, Arguments.Of(arguments, "--app"));
            listening.Add(clock.Elapsed.TotalMilliseconds);
            await http.GetByteArrayAsync(new Uri(app.Url, path));
            ours.Add(clock.Elapsed.TotalMilliseconds);
        }
        const string Peer = "ASP.NET Core app of one route, no storage";
        figures.Add("firstPrompt", "process start to first prompt", Median(ours), Median(peer), Peer, "ms", moreIsBetter: false);
        figures.Add(
            "listening", "process start until it listens", Median(listening), Median(peer), Peer, "ms", moreIsBetter: false);
    }

    private static async Task<string> SomebodyAsync(NightStage stage, RunId run)
    {
        await foreach (var entity in new TableClient(stage.Storage, run.Table(RecordKind.Offers))
            .QueryAsync<TableEntity>(maxPerPage: 1))
            return entity.GetString("CustomerId");
        throw new InvalidOperationException("The run has no customers.");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
