using System.Text;
using Azure;
using ReapFunctions.Lists;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Night.Tests;

/// <summary>What is written again while it is read is read whole.</summary>
public class WholeListsTests(TestAccount account) : IClassFixture<TestAccount>
{
    private const int Buckets = 4;
    private const int Entries = 500;
    private static readonly RunId Run = new(new DateOnly(2026, 11, 21), 1);

    [Fact]
    public async Task AListIsWholeThoughItsPartsAreWrittenAgainMeanwhile()
    {
        var lists = new ListStore(account.Blobs);
        await WriteAsync(lists, Run);
        using var end = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
                await WriteAsync(lists, Run);
        });

        for (var time = 0; time < 20; time++)
            Assert.Equal(Buckets * Entries, (await lists.MergeAsync(Run, Buckets, ["tv"], [], default))["tv"]);

        await end.CancelAsync();
        await writer;
    }

    [Fact]
    public async Task APartWithoutItsHeaderIsNoListOfNobody()
    {
        var run = Run with { Number = 2 };
        var lists = new ListStore(account.Blobs);
        await WriteAsync(lists, run);
        await account.Blobs.GetBlobContainerClient(Containers.Lists).GetBlobClient(ListManifest.PartName(run.ToString(), "tv", 1))
            .UploadAsync(BinaryData.FromString(""), overwrite: true);

        await Assert.ThrowsAsync<InvalidDataException>(() => lists.MergeAsync(run, Buckets, ["tv"], [], default));
    }

    [Fact]
    public async Task AListLacksNoBucket()
    {
        var run = Run with { Number = 3 };
        var lists = new ListStore(account.Blobs);
        await WriteAsync(lists, run);

        await Assert.ThrowsAsync<RequestFailedException>(() => lists.MergeAsync(run, Buckets + 1, ["tv"], [], default));
        Assert.False(
            await account.Blobs.GetBlobContainerClient(Containers.Lists)
            .GetBlobClient(ListManifest.BlobName(run.ToString(), "tv")).ExistsAsync());
    }

    [Fact]
    public async Task ScoredRowsAreWholeThoughTheyAreWrittenAgainMeanwhile()
    {
        var rows = new ScoredRowStore(account.Blobs);
        var contract = ReapFunctions.Contracts.Contract.Read("customers.json", """
            { "source": "customers", "schema": { "fields": [ { "name": "id" } ] }, "reap": { "customerId": "id" } }
            """);
        var clean = "id\n" + string.Concat(Enumerable.Range(0, 2000).Select(id => $"c{id}\n"));
        var customers = await SnapshotReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(clean)), contract, default);
        var scored = new ScoredSnapshot(Run, customers, new Dictionary<string, TargetScores>());
        await rows.WriteAsync(scored, 0, default);
        using var end = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
                await rows.WriteAsync(scored, 0, default);
        });

        for (var time = 0; time < 50; time++)
            Assert.Equal(2000, (await rows.ReadAsync(Run, 0, contract, default)).Customers.Rows);

        await end.CancelAsync();
        await writer;
    }

    private static async Task WriteAsync(ListStore lists, RunId run)
    {
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            var entries = Enumerable.Range(0, Entries)
                .Select(entry => new ListEntry($"c{bucket}-{entry:D4}", 0.5, 1, ValueBand.Low, 1, null, [], false, []));
            await lists.WritePartsAsync(
                run, bucket, new Dictionary<string, ListEntry[]> { ["tv"] = [.. entries] }, new Dictionary<string, RuleCounts>(),
                default);
        }
    }
}
