using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using ReapFunctions.Local.Azurite;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

public sealed class DropOldRunsTests : IAsyncLifetime
{
    private readonly CancellationToken none = CancellationToken.None;
    private AzuriteServer? azurite;

    public async Task InitializeAsync() => azurite = await AzuriteServer.StartAsync(new AzuriteOptions(), none);

    public async Task DisposeAsync() => await azurite!.DisposeAsync();

    [Fact]
    public async Task ADroppedRunLeavesNothingButItsScorecardAndTheOthersKeepAll()
    {
        var account = new Account(azurite!.ConnectionString);
        for (var day = 1; day <= 4; day++)
            await account.PutAsync(Id(day), RunPhase.Published);
        await account.PutAsync(Id(5), RunPhase.Scoring);
        var kept = (await account.NamesAsync())
            .Where(name => !Names(Id(1)).Any(name.Contains) && !Names(Id(2)).Any(name.Contains)).ToList();
        await account.Pointer.SetAsync(Id(4), none);

        await account.Function(keep: 2).RunAsync(new TimerInfo(), none);
        await account.Function(keep: 2).RunAsync(new TimerInfo(), none);

        Assert.Equal([Id(5), Id(4), Id(3)], (await account.Runs.ListAsync(null, none)).Select(run => run.Id));
        Assert.Equal(
            ["scorecards/2026-11-01.1/scorecard.json", "scorecards/2026-11-02.1/scorecard.json"], (await account.NamesAsync())
            .Except(kept));
        Assert.Equal(Id(4), await account.Pointer.CurrentAsync(none));
        Assert.Empty(await account.Marks.OfAsync(Id(2), none));
        Assert.Single(await account.Marks.OfAsync(Id(3), none));
    }

    [Fact]
    public async Task ARemovalThatWasCutOffIsFinished()
    {
        var account = new Account(azurite!.ConnectionString);
        for (var day = 11; day <= 13; day++)
            await account.PutAsync(Id(day), RunPhase.Published);
        await account.Tables.DeleteTableAsync(Id(11).Table(RecordKind.Value), none);

        await account.Function(keep: 2).RunAsync(new TimerInfo(), none);

        Assert.Null(await account.Runs.FindAsync(Id(11), none));
        Assert.DoesNotContain(
            await account.NamesAsync(), name =>
            Names(Id(11)).Any(name.Contains) && !name.StartsWith("scorecards/", StringComparison.Ordinal));
    }

    private static RunId Id(int day) => new(new DateOnly(2026, 11, day), 1);

    private static string[] Names(RunId run) => [$"{run}/", $"{run.Date:yyyyMMdd}r{run.Number}"];

    /// <summary>The storage account and what the function is made of.</summary>
    private sealed class Account(string connection)
    {
        private readonly CancellationToken none = CancellationToken.None;
        private readonly BlobServiceClient blobs = new(connection);

        public TableServiceClient Tables { get; } = new(connection);

        public RunStore Runs { get; } = new(new TableServiceClient(connection));

        public BucketMarkStore Marks { get; } = new(new TableServiceClient(connection));

        public RunPointerStore Pointer { get; } = new(new TableServiceClient(connection), TimeProvider.System);

        public DropOldRuns Function(int keep) => new(
            Ledger, new OldRunStore(Tables, blobs, Ledger), new ReapSettings { KeepRuns = keep },
            NullLogger<DropOldRuns>.Instance);

        private RunLedger Ledger => new(Runs, Pointer, new BucketInputStore(Tables), Marks);

        public async Task PutAsync(RunId run, RunPhase phase)
        {
            await Tables.CreateTableIfNotExistsAsync(Storage.Tables.Runs, none);
            foreach (var kind in Enum.GetValues<RecordKind>())
                await Tables.CreateTableIfNotExistsAsync(run.Table(kind), none);
            foreach (var (container, file) in new[] { (Containers.Scored, "000.csv"), (Containers.Lists, "churn.csv"),
                (Containers.Scorecards, "scorecard.json") })
            {
                await blobs.GetBlobContainerClient(container).CreateIfNotExistsAsync(cancellationToken: none);
                await blobs.GetBlobContainerClient(container).GetBlobClient($"{run}/{file}")
                    .UploadAsync(BinaryData.FromString("x"), overwrite: true, none);
            }
            await Marks.SetAsync(run, new BucketMark(RecordKind.Value, 0, 1), none);
            await Runs.TryOpenAsync(
                new RunState
                {
                    Id = run,
                    Phase = phase,
                    Buckets = 1,
                    Extracts = [],
                    Models = new Dictionary<string, string>(),
                    OpenedAt = DateTimeOffset.UnixEpoch
                },
                none);
        }

        /// <summary>Every table and blob.</summary>
        public async Task<List<string>> NamesAsync()
        {
            var names = new List<string>();
            await foreach (var table in Tables.QueryAsync("", cancellationToken: none))
                names.Add(table.Name);
            foreach (var container in new[] { Containers.Scored, Containers.Lists, Containers.Scorecards })
                await foreach (var blob in blobs.GetBlobContainerClient(container).GetBlobsAsync(
                    BlobTraits.None, BlobStates.None, null, none))
                    names.Add($"{container}/{blob.Name}");
            return names;
        }
    }
}
