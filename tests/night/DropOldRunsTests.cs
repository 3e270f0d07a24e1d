using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Care;
using ReapFunctions.Contracts;
using ReapFunctions.Enquiries;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Night.Tests.Reads;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;
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
        var keptDrop = newest.AddDays(-OldNotes.DropDays);
        foreach (var date in (DateOnly[])[newest, kept, kept.AddDays(-1), keptDrop, keptDrop.AddDays(-1)])
            await NoteAsync(flow, date);

        await flow.New<DropOldRuns>().RunAsync(new TimerInfo(), none);

        var drops = await flow.Get<DropStore>().BetweenAsync(DateOnly.MinValue, newest, none);
        Assert.Equal([keptDrop, kept.AddDays(-1), kept, newest], drops.Select(drop => drop.Date));
        Assert.Equal(2, (await flow.Get<ReceiptStore>().LatestAsync(10, none)).Count);
        Assert.NotNull(await flow.Get<TrainingStore>().FinishedAtAsync(keptDrop, none));
        Assert.Null(await flow.Get<TrainingStore>().FinishedAtAsync(keptDrop.AddDays(-1), none));
        // It is raised once, and anew when it is forgotten.
        Assert.False(await flow.Get<LateSourceStore>().RaiseAsync(Late(kept), none));
        Assert.True(await flow.Get<LateSourceStore>().RaiseAsync(Late(kept.AddDays(-1)), none));
    }

    [Fact]
    public async Task WhatPeopleSaidGoesAfterItsDaysAndItsIdsWithIt()
    {
        await using var flow = new Flow(storage);
        var newest = new DateOnly(2026, 11, 20);
        await NoteAsync(flow, newest);
        var kept = newest.AddDays(-new ReapSettings().KeepReplyDays);
        foreach (var day in (DateOnly[])[newest, kept, kept.AddDays(-1)])
            await SayAsync(flow, day);
        // Behind each outcome stands its id.
        Assert.Equal((6, 3, 3), await CountAsync());

        await flow.New<DropOldRuns>().RunAsync(new TimerInfo(), none);

        Assert.Equal((4, 2, 2), await CountAsync());
        Assert.Equal([newest, kept], (await flow.Get<OutcomeStore>().OfAsync("c1", none)).Select(outcome => Day(outcome.At)));
        Assert.Equal([newest, kept], (await flow.Get<FeedbackStore>().OfAsync("c1", none)).Select(said => Day(said.At)));
        Assert.DoesNotContain(
            kept.AddDays(-1), (await flow.Get<FollowUpStore>().SinceAsync(DateOnly.MinValue.AddYears(1700), none))["e1"]
                .Select(told => told.On));
        // Its id is free again, and only its.
        await SayAsync(flow, kept.AddDays(-1));
        Assert.Equal((6, 3, 3), await CountAsync());
    }

    /// <summary>Something old in every table, but those that state why they keep it.</summary>
    [Fact]
    public async Task EveryTableForgetsOrSaysWhyNot()
    {
        await using var flow = new Flow(storage);
        var newest = new DateOnly(2026, 11, 20);
        await NoteAsync(flow, newest.AddDays(-36_000));
        await SayAsync(flow, newest.AddDays(-36_000));
        var before = await RowsAsync();
        await NoteAsync(flow, newest);

        await flow.New<DropOldRuns>().RunAsync(new TimerInfo(), none);

        var after = await RowsAsync();
        Assert.All(Tables.All.Except(OldNotes.KeptForGood.Keys), table =>
        {
            Assert.NotEmpty(before[table]);
            // How the newest training stands is one row, whatever its day.
            Assert.Empty(before[table].Intersect(after[table]).Except(["training latest"]));
        });
        Assert.All(OldNotes.KeptForGood, kept => Assert.True(Tables.All.Contains(kept.Key) && kept.Value.Length > 0));
    }

    private async Task<Dictionary<string, string[]>> RowsAsync()
    {
        var rows = new Dictionary<string, string[]>();
        foreach (var name in Tables.All)
            rows[name] = [.. (await EntitiesAsync(name)).Select(entity => $"{entity.PartitionKey} {entity.RowKey}")];
        return rows;
    }

    private async Task<(int Outcomes, int Feedback, int FollowUps)> CountAsync() =>
        ((await EntitiesAsync(Tables.Outcomes)).Count, (await EntitiesAsync(Tables.Feedback)).Count,
            (await EntitiesAsync(Tables.FollowUps)).Count);

    private async Task<List<TableEntity>> EntitiesAsync(string table)
    {
        var found = new List<TableEntity>();
        await foreach (var entity in new Account(storage).Tables.GetTableClient(table).QueryAsync<TableEntity>())
            found.Add(entity);
        return found;
    }

    private async Task SayAsync(Flow flow, DateOnly day)
    {
        var (id, at) = ($"{day:yyyyMMdd}", new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));
        Assert.Null(await flow.Get<OutcomeStore>().AddAsync(
            new() { CustomerId = "c1", OutcomeId = id, At = at, Offer = "tv", Group = "tv", Reply = Reply.Declined }, none));
        Assert.Null(await flow.Get<FeedbackStore>().AddAsync(
            new() { CustomerId = "c1", FeedbackId = id, At = at, Cause = "price" }, none));
        Assert.Null(await flow.Get<FollowUpStore>().AddAsync(
            new() { EnquiryId = "e1", FollowUpId = id, At = at, Answer = FollowUpReply.Declined }, none));
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    [Fact]
    public void DropsAreKnownAsLongAsALabelAndTheWindowsBeforeItLookBack() =>
        Assert.True(OldNotes.DropDays >= 2 * DetailRole.KeptDays);

    [Fact]
    public async Task ARunWhoseRemovalWasCutOffIsNeverPublishedAndGoesHoweverManyAreKept()
    {
        var account = new Account(storage);
        for (var day = 11; day <= 13; day++)
            await account.PutAsync(Id(day), RunPhase.Published);
        await account.Pointer.SetAsync(Id(13), none);
        await account.Runs.ChangeAsync(Id(11), run => run with { RemovedAt = DateTimeOffset.UnixEpoch }, none);
        await using var flow = new Flow(storage);

        var answer = await new Caller(flow).PublishAsync(Id(11));
        await account.DropAsync(keep: 30);

        Assert.Equal(409, answer.Status);
        Assert.Contains("is being removed", answer.Body, StringComparison.Ordinal);
        Assert.Equal(Id(13), await account.Pointer.CurrentAsync(none));
        Assert.Equal([Id(13), Id(12)], (await account.Runs.ListAsync(null, none)).Select(run => run.Id));
    }

    [Fact]
    public async Task ARunThatAnOperatorIsPuttingBackStays()
    {
        var account = new Account(storage);
        for (var day = 11; day <= 14; day++)
            await account.PutAsync(Id(day), RunPhase.Published);
        await using var flow = new Flow(storage);
        Assert.Equal(200, (await new Caller(flow).PublishAsync(Id(11))).Status);
        // As it is before the call has moved the pointer.
        await account.Pointer.SetAsync(Id(14), none);

        await account.DropAsync(keep: 2);

        Assert.Equal([Id(14), Id(13), Id(11)], (await account.Runs.ListAsync(null, none)).Select(run => run.Id));
        Assert.Contains($"lists/{Id(11)}/churn.csv", await account.NamesAsync());
        await account.Runs.ChangeAsync(Id(11), run => run with { PutBackAt = DateTimeOffset.UnixEpoch }, none);
        await account.DropAsync(keep: 2);
        Assert.Null(await account.Runs.FindAsync(Id(11), none));
    }

    [Fact]
    public async Task ARunThatIsCurrentWhenItsRemovalBeginsStays()
    {
        var account = new Account(storage);
        await account.PutAsync(Id(11), RunPhase.Published);
        await account.Pointer.SetAsync(Id(11), none);
        await using var flow = new Flow(storage);

        Assert.False(await flow.New<OldRunStore>().TryRemoveAsync(Id(11), none));

        Assert.Null((await account.Runs.FindAsync(Id(11), none))!.RemovedAt);
        Assert.Contains($"lists/{Id(11)}/churn.csv", await account.NamesAsync());
    }

    [Fact]
    public async Task TheNameOfARemovedRunThatHasAScorecardIsTaken()
    {
        var account = new Account(storage);
        for (var day = 11; day <= 13; day++)
            await account.PutAsync(Id(day), RunPhase.Published);

        await account.DropAsync(keep: 2);

        await using var flow = new Flow(storage);
        Assert.Equal(1, await flow.Get<ScorecardStore>().LastNumberAsync(Id(11).Date, none));
        Assert.Equal(0, await flow.Get<ScorecardStore>().LastNumberAsync(Id(1).Date, none));
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
            await Tables.CreateTableIfNotExistsAsync(run.FinderTable, none);
            foreach (var (container, file) in new[] { (Containers.Scored, "000.csv"), (Containers.Lists, "churn.csv"),
                (Containers.Scorecards, "scorecard.json"), (Containers.Scorecards, "parts/000.json"),
                (Containers.Clean, "earlier.0.json") })
            {
                var content = file.EndsWith(".json", StringComparison.Ordinal) ? "null" : "x";
                await storage.Blobs.GetBlobContainerClient(container).GetBlobClient($"{run}/{file}")
                    .UploadAsync(BinaryData.FromString(content), overwrite: true, none);
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
