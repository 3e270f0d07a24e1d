using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Training;

namespace ReapFunctions.Night.Tests;

public sealed class DropOldRunsTests : IAsyncLifetime
{
    private readonly CancellationToken none = CancellationToken.None;
    private readonly TestAccount storage = new();

    public Task InitializeAsync() => storage.InitializeAsync();

    public Task DisposeAsync() => storage.DisposeAsync();

    [Fact]
    public async Task ADroppedRunLeavesNothingButItsScorecardAndTheOthersKeepAll()
    {
        var account = new Account(storage);
        for (var day = 1; day <= 4; day++)
            await account.PutAsync(Id(day), RunPhase.Published);
        await account.PutAsync(Id(5), RunPhase.Scoring);
        var kept = (await account.NamesAsync())
            .Where(name => !Names(Id(1)).Any(name.Contains) && !Names(Id(2)).Any(name.Contains)).ToList();
        await account.Pointer.SetAsync(Id(4), none);

        await account.DropAsync(keep: 2);
        await account.DropAsync(keep: 2);

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
        var account = new Account(storage);
        for (var day = 11; day <= 13; day++)
            await account.PutAsync(Id(day), RunPhase.Published);
        await account.Tables.DeleteTableAsync(Id(11).Table(RecordKind.Value), none);

        await account.DropAsync(keep: 2);

        Assert.Null(await account.Runs.FindAsync(Id(11), none));
        Assert.DoesNotContain(
            await account.NamesAsync(), name =>
            Names(Id(11)).Any(name.Contains) && !name.StartsWith("scorecards/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ARunThatNobodyWasMeantToReadLeavesNoScorecard()
    {
        var account = new Account(storage);
        await account.PutAsync(Id(21), RunPhase.Held);
        await account.PutAsync(Id(22), RunPhase.Failed);
        await account.PutAsync(Id(23), RunPhase.Published);
        await account.PutAsync(Id(24), RunPhase.Published);

        await account.DropAsync(keep: 2);

        Assert.DoesNotContain(await account.NamesAsync(), name => Names(Id(21)).Concat(Names(Id(22))).Any(name.Contains));
        Assert.Contains($"scorecards/{Id(23)}/scorecard.json", await account.NamesAsync());
    }

    [Fact]
    public async Task WhatIsNotedOfDatesThatNoWindowLooksBackToGoes()
    {
        await using var flow = new Flow(storage);
        var newest = new DateOnly(2026, 11, 20);
        var kept = newest.AddDays(-OldNotes.KeptDays);
        foreach (var date in (DateOnly[])[newest, kept, kept.AddDays(-1), kept.AddDays(-300)])
            await NoteAsync(flow, date);

        await flow.New<DropOldRuns>().RunAsync(new TimerInfo(), none);

        var drops = await flow.Get<DropStore>().BetweenAsync(DateOnly.MinValue, newest, none);
        Assert.Equal([kept, newest], drops.Select(drop => drop.Date));
        Assert.Equal(2, (await flow.Get<ReceiptStore>().LatestAsync(10, none)).Count);
        Assert.NotNull(await flow.Get<TrainingStore>().FinishedAtAsync(kept, none));
        Assert.Null(await flow.Get<TrainingStore>().FinishedAtAsync(kept.AddDays(-1), none));
        // It is raised once, and anew when it is forgotten.
        Assert.False(await flow.Get<LateSourceStore>().RaiseAsync(Late(kept), none));
        Assert.True(await flow.Get<LateSourceStore>().RaiseAsync(Late(kept.AddDays(-1)), none));
    }

    [Fact]
    public async Task MoreNotesThanATransactionTakesGo()
    {
        var table = storage.Tables.GetTableClient("Many");
        await table.CreateIfNotExistsAsync(none);
        foreach (var number in Enumerable.Range(0, 230))
            await table.AddEntityAsync(new TableEntity(number < 115 ? "a" : "b", $"{number:D3}"), none);

        await table.RemoveAsync("RowKey ge '010'", none);

        var left = table.QueryAsync<TableEntity>(cancellationToken: none);
        Assert.Equal(10, await left.CountAsync());
    }

    private static async Task NoteAsync(Flow flow, DateOnly date)
    {
        var none = CancellationToken.None;
        var at = new DateTimeOffset(date, new TimeOnly(3, 0), TimeSpan.Zero);
        await flow.Get<DropStore>().RegisterAsync(
            new DropExtract
            {
                Source = "customers",
                Date = date,
                Folder = $"customers/{date:yyyy-MM-dd}/customers.csv.0x1",
                Sha256 = $"{date}",
                UploadedAt = at,
                RowsByBucket = [1],
            },
            FileRule.Replace,
            none);
        await flow.Get<ReceiptStore>().WriteAsync(
            Receipt.Refused(
                "customers", date, $"customers/{date:yyyy-MM-dd}/customers.csv", "1",
                new Refusal(RefusalReason.MissingRequiredColumn, "The header lacks 'id'."), at),
            at,
            none);
        await flow.Get<TrainingStore>().FinishAsync(date, null, none);
        await flow.Get<LateSourceStore>().RaiseAsync(Late(date), none);
    }

    private static LateSource Late(DateOnly date) => new("invoices", date, DateTimeOffset.UnixEpoch);

    private static RunId Id(int day) => new(new DateOnly(2026, 11, day), 1);

    private static string[] Names(RunId run) => [$"{run}/", $"{run.Date:yyyyMMdd}r{run.Number}"];

    /// <summary>The storage account and what the function is made of.</summary>
    private sealed class Account(TestAccount storage)
    {
        private readonly CancellationToken none = CancellationToken.None;

        public TableServiceClient Tables => storage.Tables;

        public RunStore Runs { get; } = new(storage.Tables);

        public BucketMarkStore Marks { get; } = new(storage.Tables);

        public RunPointerStore Pointer { get; } = new(storage.Tables, TimeProvider.System);

        public async Task DropAsync(int keep)
        {
            await using var flow = new Flow(storage, keepRuns: keep);
            await flow.New<DropOldRuns>().RunAsync(new TimerInfo(), none);
        }

        public async Task PutAsync(RunId run, RunPhase phase)
        {
            foreach (var kind in Enum.GetValues<RecordKind>())
                await Tables.CreateTableIfNotExistsAsync(run.Table(kind), none);
            foreach (var (container, file) in new[] { (Containers.Scored, "000.csv"), (Containers.Lists, "churn.csv"),
                (Containers.Scorecards, "scorecard.json"), (Containers.Scorecards, "parts/000.json"),
                (Containers.Clean, "earlier.0.json") })
            {
                await storage.Blobs.GetBlobContainerClient(container).GetBlobClient($"{run}/{file}")
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
            foreach (var container in new[] { Containers.Clean, Containers.Scored, Containers.Lists, Containers.Scorecards })
                await foreach (var blob in storage.Blobs.GetBlobContainerClient(container).GetBlobsAsync(
                    BlobTraits.None, BlobStates.None, null, none))
                    names.Add($"{container}/{blob.Name}");
            return names;
        }
    }
}
