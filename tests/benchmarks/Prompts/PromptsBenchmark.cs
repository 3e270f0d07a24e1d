using Azure.Data.Tables;
using ReapFunctions.Benchmarks.Night;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Benchmarks.Prompts;

/// <summary>
/// An agent's GET against a bare point read of the same table: p50, p95 and p99 of a closed loop with 1 and with 8 clients, over
/// HTTP through the local host, on Azurite; and the same by the door of the pages, which wants it below 300 ms at p95.
/// </summary>
/// <remarks>Arguments: <c>--customers N</c> (10000); <c>--requests N</c> for each loop (4000).</remarks>
internal static class PromptsBenchmark
{
    private const string Peer = "bare point read of the same table";

    public static async Task RunAsync(Figures figures, string[] arguments)
    {
        var customers = long.Parse(Arguments.Of(arguments, "--customers") ?? "10000");
        var requests = int.Parse(Arguments.Of(arguments, "--requests") ?? "4000");
        Console.WriteLine(Machine.Description);

        await using var stage = await NightStage.OpenAsync();
        var run = new RunId(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), 1);
        await using var app = await stage.FirstNightAsync(customers, run.Date, new ReapSettings().Buckets);
        var offers = new TableClient(stage.Storage, run.Table(RecordKind.Offers));
        var ids = await IdsAsync(offers, requests);
        using var http = new HttpClient { BaseAddress = app.Url };
        // The whole answer is read, but not taken apart: that is the agent's side.
        async Task Get(string id) => await http.GetByteArrayAsync(ReapClient.PromptsPath(id, "call"));
        async Task Read(string id) =>
            await offers.GetEntityAsync<TableEntity>(CustomerKey.Of(id).Partition, CustomerKey.Of(id).Row);

        await Latencies.MeasureAsync(ids, 8, Get);
        await Latencies.MeasureAsync(ids, 8, Read);
        await stage.Requests.TakeAsync();
        foreach (var clients in new[] { 1, 8 })
            Add(figures, clients, await Latencies.MeasureAsync(ids, clients, Read),
                await Latencies.MeasureAsync(ids, clients, Get));
        var counted = await stage.Requests.TakeAsync();
        Console.WriteLine($"A GET makes {(counted.Tables.Reads - 2.0 * ids.Length) / (2 * ids.Length):F2} requests to tables.");
        async Task Show(string id) => await http.GetByteArrayAsync($"app/{ReapClient.PromptsPath(id, "call")}");
        await AddPageAsync(figures, ids, Get, Show);
    }

    /// <summary>The page's first prompt: the one request that it waits for, by the door for people, on a warm app.</summary>
    private static async Task AddPageAsync(
        Figures figures, string[] ids, Func<string, Task> system, Func<string, Task> page)
    {
        await Latencies.MeasureAsync(ids, 1, page);
        var (peer, ours) = (await Latencies.MeasureAsync(ids, 1, system), await Latencies.MeasureAsync(ids, 1, page));
        foreach (var (name, share) in new[] { ("p50", 0.5), ("p95", 0.95), ("p99", 0.99) })
            figures.Add(
                name, "first prompt of the page, 1 client", ours.Percentile(share), peer.Percentile(share),
                "the same call by a system's key", "ms", moreIsBetter: false);
    }

    private static void Add(Figures figures, int clients, Latencies peer, Latencies ours)
    {
        var dataset = $"{clients} client{(clients == 1 ? "" : "s")}, closed loop";
        foreach (var (name, share) in new[] { ("p50", 0.5), ("p95", 0.95), ("p99", 0.99) })
            figures.Add(name, dataset, ours.Percentile(share), peer.Percentile(share), Peer, "ms", moreIsBetter: false);
        figures.Add("throughput", dataset, ours.PerSecond, peer.PerSecond, Peer, "1/s");
    }

    /// <summary>Customers in a random order, some more than once when there are fewer than requests.</summary>
    private static async Task<string[]> IdsAsync(TableClient offers, int count)
    {
        var ids = new List<string>();
        await foreach (var entity in offers.QueryAsync<TableEntity>(select: ["CustomerId"]))
            ids.Add(entity.GetString("CustomerId"));
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => ids[random.Next(ids.Count)])];
    }
}
