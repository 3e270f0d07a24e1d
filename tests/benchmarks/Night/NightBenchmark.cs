using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Benchmarks.Night;

/// <summary>
/// Whole nights of the synthetic portfolio through the local host on Azurite: time by step, peak memory, requests by kind and
/// bytes, against a bare writer of the same entities to the same Azurite.
/// </summary>
/// <remarks>
/// Arguments: <c>--customers N,N</c> (10000,100000; a million on request); <c>--trained-on N</c> customers of the night before,
/// which is not measured (10000); <c>--buckets N</c> that a drop is split into (16, the app's default); <c>--counts FILE</c> for
/// what the cost table of infra/azure/README.md is computed from.
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
        var sizes = (Arguments.Of(arguments, "--customers") ?? "10000,100000").Split(',').Select(long.Parse).ToArray();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var date = today.AddDays(-sizes.Length);
        Console.WriteLine(Machine.Description);

        await using var stage = await NightStage.OpenAsync();
        var buckets = Arguments.Of(arguments, "--buckets") is { } split ? int.Parse(split) : new ReapSettings().Buckets;
        await TrainAsync(stage, long.Parse(Arguments.Of(arguments, "--trained-on") ?? "10000"), date, buckets);
        var nights = new List<NightCounts>();
        foreach (var customers in sizes)
        {
            date = date.AddDays(1);
            nights.Add(await MeasureAsync(figures, stage, customers, new RunId(date, 1), buckets));
        }
        if (Arguments.Of(arguments, "--counts") is { } file)
            await NightCounts.WriteAsync(file, Machine.Description, today, nights);
    }

    private static async Task TrainAsync(NightStage stage, long customers, DateOnly date, int buckets)
    {
        var began = TimeProvider.System.GetUtcNow().TimeOfDay;
        await (await stage.FirstNightAsync(customers, date, buckets)).DisposeAsync();
        var training = AppLog.Executions(stage.LogFile, began).Where(execution => execution.Function == "TrainModels")
            .Sum(execution => execution.End - execution.Start);
        Console.WriteLine($"Training every target on {customers:N0} customers: {training:F1} s");
    }

    private static async Task<NightCounts> MeasureAsync(Figures figures, NightStage stage, long customers, RunId run, int buckets)
    {
        NightCounts night;
        await using (var app = await stage.StartAppAsync($"{customers}", buckets))
        {
            var processes = new AppUsage(app.ProcessId);
            // Messages that the night before left behind, such as a second word of its last bucket, are worked off first.
            await Task.Delay(TimeSpan.FromSeconds(2));
            var before = processes.ProcessorSeconds;
            var uploaded = await stage.UploadAsync(customers, run.Date, app);
            var published = await stage.PublishedAsync(run, app);
            var requests = await stage.Requests.TakeAsync();
            var executions = AppLog.Executions(stage.LogFile, uploaded);
            night = new NightCounts(
                customers,
                Records: 0,
                buckets,
                Round(AppLog.After(published, uploaded)),
                Round(AppLog.ActiveSeconds(executions)),
                Round(processes.ProcessorSeconds - before),
                Round(processes.PeakMemory / 1e6),
                executions.Count,
                AppLog.Records(stage.LogFile),
                requests,
                TableBytes: 0,
                await StoredBytes.OfBlobsAsync(stage.Storage, run.Date),
                [.. Steps
                    .Select(step => TimeOf(step.Step, [.. executions.Where(execution => execution.Function == step.Function)]))]);
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
            "writeSteps", dataset, writing.Max(step => step.ToSecond) - writing.Min(step => step.FromSecond), peerSeconds, Peer,
                "s", moreIsBetter: false);
        figures.Add("tableRequests", dataset, night.Requests.Tables.All, peerRequests, Peer, "", moreIsBetter: false);
        figures.Add("memory", dataset, night.PeakMemoryMb, InstanceMemoryMb, "memory of one instance", "MB", moreIsBetter: false);
        return night;
    }

    private static StepWork TimeOf(string step, IReadOnlyList<Execution> executions) => new(
        step,
        executions.Count,
        Round(executions.Min(execution => execution.Start)),
        Round(executions.Max(execution => execution.End)),
        Round(executions.Sum(execution => execution.End - execution.Start)));

    private static double Round(double value) => Math.Round(value, 2);
}
