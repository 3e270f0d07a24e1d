using System.Diagnostics;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Night.Tests.Reads;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests.Soak;

/// <summary>What an account holds, and what a night and a scorecard took.</summary>
/// <param name="Night">How long the night took.</param>
/// <param name="Scorecard">How long the answer with the scorecard took.</param>
/// <param name="Memory">Bytes that are held after a collection.</param>
/// <param name="Blobs">By container.</param>
/// <param name="Rows">By table that outlives a run.</param>
internal sealed record Growth(
    TimeSpan Night, TimeSpan Scorecard, long Memory, IReadOnlyDictionary<string, (int Count, long Bytes)> Blobs, int Tables,
    IReadOnlyDictionary<string, int> Rows)
{
    public static async Task<Growth> MeasureAsync(TestAccount account, Flow flow, TimeSpan night)
    {
        var watch = Stopwatch.StartNew();
        Assert.Equal(200, (await new Caller(flow).ScorecardAsync()).Status);
        var scorecard = watch.Elapsed;
        var blobs = new Dictionary<string, (int, long)>();
        foreach (var name in Containers.All)
        {
            var sizes = new List<long>();
            await foreach (var blob in account.Blobs.GetBlobContainerClient(name).GetBlobsAsync(
                BlobTraits.None, BlobStates.None, null, default))
                sizes.Add(blob.Properties.ContentLength ?? 0);
            blobs[name] = (sizes.Count, sizes.Sum());
        }
        var rows = new Dictionary<string, int>();
        foreach (var name in Storage.Tables.All)
            rows[name] = await account.Tables.GetTableClient(name)
                .QueryAsync<TableEntity>(select: ["RowKey"]).CountAsync();
        return new Growth(
            night, scorecard, GC.GetTotalMemory(forceFullCollection: true), blobs, await account.Tables.QueryAsync().CountAsync(),
            rows);
    }

    public override string ToString() =>
        $"{Night.TotalSeconds,6:F1} s {Scorecard.TotalMilliseconds,5:F0} ms {Memory / 1e6,6:F1} MB {Tables,3} tables"
            + $" {string.Join(' ', Rows.Select(rows => $"{rows.Value} {rows.Key}"))}"
            + " | "
            + string.Join(' ', Blobs.Select(blobs => $"{blobs.Key} {blobs.Value.Count} ({blobs.Value.Bytes / 1e6:F2} MB)"));
}
