using System.Diagnostics;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Benchmarks.Night;

/// <summary>
/// Whole nights of the synthetic portfolio through the local host on Azurite: time by step, peak memory, requests by kind and bytes,
/// against a bare writer of the same entities to the same Azurite.
/// </summary>
/// <remarks>
/// Arguments: <c>--customers N,N</c> (10000,100000; a million on request); <c>--trained-on N</c> customers of the night before, which is
/// not measured (10000); <c>--buckets N</c> that a drop is split into (16, the app's default); <c>--counts FILE</c> for what the cost table of infra/azure/README.md is computed from.
/// </remarks>
internal static class NightBenchmark
{
    private const double InstanceMemoryMb = 2048;

    private static readonly (string Step, string Function)[] Steps =
    [
        ("clean", "CleanExtract"), ("start", "StartRun"), ("score", "ScoreBucket"), ("write value", "WriteValueRecords"),
        ("write risk", "WriteRiskRecords"), ("write offers", "WriteOfferRecords"), ("publish", "PublishRun"),
    ];

    public static async Task RunAsync(Figures figures, string[] arguments)
    {
        var sizes = (Option(arguments, "--customers") ?? "10000,100000").Split(',').Select(long.Parse).ToArray();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var date = today.AddDays(-sizes.Length);
        Console.WriteLine(Machine.Description);

        await using var stage = await NightStage.OpenAsync();
        var buckets = Option(arguments, "--buckets") is { } split ? int.Parse(split) : new ReapSettings().Buckets;
        await TrainAsync(stage, long.Parse(Option(arguments, "--trained-on") ?? "10000"), date, buckets);
        var nights = new List<NightCounts>();
        foreach (var customers in sizes)
        {
            date = date.AddDays(1);
            nights.Add(await MeasureAsync(figures, stage, customers, new RunId(date, 1), buckets));
        }
        if (Option(arguments, "--counts") is { } file)
            await NightCounts.WriteAsync(file, Machine.Description, today, nights);
    }

    /// <summary>The first night of a portfolio trains every target; later ones score with these models.</summary>
    private static async Task TrainAsync(NightStage stage, long customers, DateOnly date, int buckets)
    {
        await using var app = await stage.StartAppAsync("training", buckets);
        await stage.UploadAsync(customers, date);
        await stage.PublishedAsync(new RunId(date, 1), app);
    }

    private static async Task<NightCounts> MeasureAsync(Figures figures, NightStage stage, long customers, RunId run, int buckets)
    {
        NightCounts night;
        await using (var app = await stage.StartAppAsync($"{customers}", buckets))
        {
            using var process = Process.GetProcessById(app.ProcessId);
            var before = process.TotalProcessorTime;
            var uploaded = await stage.UploadAsync(customers, run.Date);
            var published = AppLog.AfterMidnight(await stage.PublishedAsync(run, app), uploaded);
            var requests = await stage.Requests.TakeAsync();
            process.Refresh();
            var executions = AppLog.Executions(stage.LogFile);
            night = new NightCounts(
                customers,
                Records: 0,
                buckets,
                Round((published - uploaded).TotalSeconds),
                Round(AppLog.ActiveSeconds(executions)),
                Round((process.TotalProcessorTime - before).TotalSeconds),
                Round(process.PeakWorkingSet64 / 1e6),
                executions.Count,
                AppLog.Lines(stage.LogFile),
                requests,
                TableBytes: 0,
                await StoredBytes.OfBlobsAsync(stage.Storage, run.Date),
                [.. Steps.Select(step => TimeOf(step.Step, [.. executions.Where(execution => execution.Function == step.Function)], uploaded))]);
        }
        return await CompareAsync(figures, stage, night, run);
    }

    private static async Task<NightCounts> CompareAsync(Figures figures, NightStage stage, NightCounts night, RunId run)
    {
        const string Peer = "bare writer of the same entities";
        var bare = new BareWriter(stage.Storage, run);
        var peerRequests = 0L;
        var peerSeconds = await bare.WriteAsync(night.Buckets, stage.Requests, requests => peerRequests += requests.Tables.All);
        night = night with { Records = bare.Records, TableBytes = bare.Bytes };
        night.Print();

        var dataset = $"{night.Customers:N0} customers";
        var writing = night.Steps.Where(step => step.Step.StartsWith("write", StringComparison.Ordinal)).ToArray();
        figures.Add("night", dataset, night.Customers / night.NightSeconds, night.Customers / peerSeconds, Peer, "cust/s");
        figures.Add(
            "writeSteps", dataset, writing.Max(step => step.ToSecond) - writing.Min(step => step.FromSecond), peerSeconds, Peer, "s", moreIsBetter: false);
        figures.Add("tableRequests", dataset, night.Requests.Tables.All, peerRequests, Peer, "", moreIsBetter: false);
        figures.Add("memory", dataset, night.PeakMemoryMb, InstanceMemoryMb, "memory of one instance", "MB", moreIsBetter: false);
        return night;
    }

    private static StepTime TimeOf(string step, IReadOnlyList<Execution> executions, TimeSpan uploaded) => new(
        step,
        executions.Count,
        Round(executions.Min(execution => AppLog.AfterMidnight(execution.Start, uploaded) - uploaded).TotalSeconds),
        Round(executions.Max(execution => AppLog.AfterMidnight(execution.End, uploaded) - uploaded).TotalSeconds),
        Round(executions.Sum(execution => execution.Seconds)));

    private static double Round(double value) => Math.Round(value, 2);

    private static string? Option(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
}
