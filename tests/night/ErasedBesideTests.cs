using System.Text;
using ReapFunctions.Extracts;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>
/// A person is erased at every step of a night in the making: the night is published, its totals agree, and nothing holds the
/// person.
/// </summary>
public sealed class ErasedBesideTests : FlowTest
{
    private const string Person = "Pers/on-77é";
    private static readonly RunId Run = new(Extracts.FirstNight, 1);
    private static readonly RunId Next = new(Extracts.FirstNight.AddDays(1), 1);

    [Fact]
    public async Task BeforeTheFileArrives()
    {
        Assert.Equal(200, await flow.EraseAsync(Person));

        await flow.PlayAsync(await CleanAsync());

        await AssertPublishedWithoutAsync(Run, inUpload: true);
    }

    [Fact]
    public async Task BetweenCleaningAndScoring()
    {
        var cleaned = await CleanAsync();
        Assert.NotEmpty(await TracesAsync());
        Assert.Equal(200, await flow.EraseAsync(Person));

        await flow.PlayAsync(cleaned);

        await AssertPublishedWithoutAsync(Run);
    }

    [Fact]
    public async Task WhenARunIsOpenAndNoBucketIsScored()
    {
        await TrainedAsync();
        var buckets = await flow.RunAsync(await CleanAsync(Next.Date));
        Assert.Equal(202, await flow.EraseAsync(Person));

        await flow.PlayAsync(buckets);

        await AssertPublishedWithoutAsync(Next);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task BetweenTheScoringOfBuckets(int scored)
    {
        await TrainedAsync();
        var buckets = await flow.RunAsync(await CleanAsync(Next.Date));
        var behind = new List<SentMessage>();
        foreach (var bucket in buckets.Take(scored))
            behind.AddRange(await flow.RunAsync(bucket));
        Assert.Equal(202, await flow.EraseAsync(Person));

        await flow.PlayAsync([.. behind, .. buckets.Skip(scored)]);

        await AssertPublishedWithoutAsync(Next);
    }

    [Theory]
    [InlineData(Queues.WriteValue)]
    [InlineData(Queues.WriteRisk)]
    [InlineData(Queues.WriteOffers)]
    public async Task BetweenTheRecords(string last)
    {
        await TrainedAsync();
        var writes = await ScoredAsync();
        await flow.PlayAsync(writes.Where(write => write.Queue != last));
        Assert.Equal(202, await flow.EraseAsync(Person));

        await flow.PlayAsync(writes.Where(write => write.Queue == last));

        await AssertPublishedWithoutAsync(Next);
    }

    [Fact]
    public async Task BeforePublishing()
    {
        await TrainedAsync();
        var publish = await WrittenAsync();
        Assert.Equal(202, await flow.EraseAsync(Person));

        await flow.PlayAsync(publish);

        await AssertPublishedWithoutAsync(Next);
        // It was complete, waited, and only then could anybody read it.
        Assert.True(flow.Done["WaitsForErasures"] > 0);
        var state = await flow.Get<RunStore>().GetAsync(Next, default);
        Assert.True(state.CheckedAt < state.PublishedAt);
    }

    [Fact]
    public async Task ARunIsNotReadBeforeTheErasureThatItWaitsForIsDone()
    {
        await TrainedAsync();
        var publish = Assert.Single(await WrittenAsync());
        Assert.Equal(202, await flow.EraseAsync(Person));

        await flow.RunAsync(publish);
        Assert.Equal(Run, await flow.Get<RunPointerStore>().CurrentAsync(default));
        await flow.RunAsync(new SentMessage(Queues.FinishErasures, new ErasuresWait(ComesAgain: false)));
        await flow.RunAsync(publish);

        await AssertPublishedWithoutAsync(Next);
    }

    [Fact]
    public async Task ARunThatWaitsTooLongIsPublishedAllTheSame()
    {
        await TrainedAsync();
        var publish = Assert.Single(await WrittenAsync());
        Assert.Equal(202, await flow.EraseAsync(Person));
        await flow.RunAsync(publish);
        await flow.Get<RunStore>().ChangeAsync(
            Next, state => state with { CheckedAt = state.CheckedAt - TimeSpan.FromHours(1) }, default);

        await flow.RunAsync(publish);

        Assert.Equal(Next, await flow.Get<RunPointerStore>().CurrentAsync(default));
        Assert.Equal(1, flow.Done["NotWaitedFor"]);
    }

    [Fact]
    public async Task AfterPublishing()
    {
        await flow.PlayAsync(await CleanAsync());
        Assert.Equal(200, await flow.EraseAsync(Person));
        await AssertPublishedWithoutAsync(Run);

        await flow.PlayAsync(await CleanAsync(Next.Date));
        await AssertPublishedWithoutAsync(Next, inUpload: true);
    }

    /// <param name="call">
    /// Of the clock: the first when the cleaning has asked who is erased and not begun to read, the second when it has read all
    /// and nothing is to be seen yet of what it has written.
    /// </param>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task WhileTheFileIsCleaned(int call)
    {
        await using var slow = new Flow(account, Buckets, new BusyClock(call, () => flow.EraseAsync(Person)));

        var cleaned = await CleanAsync(of: slow);
        // The upload was rewritten before it was read: its own event comes.
        if (call == 1)
            cleaned = await flow.CleanAgainAsync(LocalApp.PathOf(Run.Date));
        await slow.PlayAsync(cleaned);

        await AssertPublishedWithoutAsync(Run);
        // Its row is there without cells.
        Assert.Equal(0, (await ReceiptAsync(LocalApp.PathOf(Run.Date))).Erased);
    }

    [Fact]
    public async Task BetweenTheCleanRowsAndTheirRegistration()
    {
        var name = LocalApp.PathOf(Run.Date);
        var blob = account.Blobs.GetBlobContainerClient(Containers.Extracts).GetBlobClient(name);
        await blob.UploadAsync(BinaryData.FromBytes(await NightAsync()), overwrite: true);
        await flow.Get<UploadIntake>().CleanAsync(name, default);
        Assert.Equal(200, await flow.EraseAsync(Person));

        // The process was lost there; its message comes again.
        var again = await flow.CleanAgainAsync(name);
        await flow.PlayAsync(again);

        await AssertPublishedWithoutAsync(Run);
    }

    [Fact]
    public async Task WhileARunIsOpenedNothingIsErasedAndWhileAPersonIsErasedNoRunOpens()
    {
        await TrainedAsync();
        var cleaned = await CleanAsync(Next.Date);
        await using (await flow.Get<WorkClaimStore>().TryTakeAsync(WorkClaimStore.Erasure, default))
        {
            Assert.Equal(202, await flow.EraseAsync(Person));
            Assert.Empty(await flow.RunAsync(cleaned));
            Assert.Null(await flow.Get<RunStore>().FindAsync(Next, default));
            Assert.NotEmpty(await TracesAsync());
        }

        await flow.PlayAsync();

        await AssertPublishedWithoutAsync(Next);
    }

    [Fact]
    public async Task WhoIsErasedAndComesBackInAnOldFileIsLeftOutUntilTheErasureIsLifted()
    {
        await flow.PlayAsync(await CleanAsync());
        Assert.Equal(200, await flow.EraseAsync(Person));

        var old = $"customers/{Next.Date:yyyy-MM-dd}/old.csv";
        await flow.PlayAsync(await flow.CleanAsync(old, await NightAsync()));
        await AssertPublishedWithoutAsync(Next, inUpload: true);
        var receipt = await ReceiptAsync(old);
        Assert.Equal((1, receipt.Read), (receipt.Erased, receipt.Accepted + receipt.Repaired + receipt.Rejected + 1));
        Assert.Contains("1 are of erased customers and left out", receipt.Sentence, StringComparison.Ordinal);

        Assert.Equal(204, await flow.LiftAsync(Person));
        Assert.Equal(404, await flow.LiftAsync(Person));
        await flow.CleanAsync($"customers/{Next.Date:yyyy-MM-dd}/back.csv", [.. await NightAsync(), (byte)'\n']);
        Assert.NotEmpty(await TracesAsync());
    }

    [Fact]
    public async Task AFirstRowThatAnOlderReceiptShowsAsNamesGoesFromTheListOfReceiptsToo()
    {
        var name = $"customers/{Run.Date:yyyy-MM-dd}/headerless.csv";
        var receipts = flow.Get<ReceiptStore>();
        await receipts.WriteAsync(
            Receipt.Refused(
                "customers", Run.Date, name, "1",
                new Refusal(RefusalReason.MissingRequiredColumn, $"The header lacks 'id'. It has '{Person}', 'Zoë'."), default)
            with
            { ExtractId = $"{name}.1", UnknownColumns = [Person, "Zoë"] },
            TimeProvider.System.GetUtcNow(), default);

        Assert.Equal(200, await flow.EraseAsync(Person));

        Assert.Empty(await TracesAsync());
        Assert.DoesNotContain("Zoë", Assert.Single(await receipts.LatestAsync(1, default)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsStoredOfTheErasedNamesNobody()
    {
        Assert.Equal(200, await flow.EraseAsync(Person));

        var stored = await account.Blobs.GetBlobContainerClient(Containers.Erasures).GetBlobClient("ids.json")
            .DownloadContentAsync();
        Assert.DoesNotContain("Pers", stored.Value.Content.ToString(), StringComparison.Ordinal);
        Assert.True((await flow.Get<ErasedIdStore>().ReadAsync(default)).Holds(Person));
    }

    /// <summary>A first night, so that there are models and the next one opens at once.</summary>
    private async Task TrainedAsync()
    {
        await flow.PlayAsync(await flow.CleanAsync(LocalApp.PathOf(Run.Date), await Extracts.OfNightAsync(0)));
        Assert.Equal(Run, await flow.Get<RunPointerStore>().CurrentAsync(default));
    }

    private async Task<List<SentMessage>> ScoredAsync()
    {
        var writes = new List<SentMessage>();
        foreach (var bucket in await flow.RunAsync(await CleanAsync(Next.Date)))
            writes.AddRange(await flow.RunAsync(bucket));
        return writes;
    }

    private async Task<List<SentMessage>> WrittenAsync()
    {
        var publish = new List<SentMessage>();
        foreach (var write in await ScoredAsync())
            publish.AddRange(await flow.RunAsync(write));
        return publish;
    }

    private async Task<SentMessage> CleanAsync(DateOnly? date = null, Flow? of = null) =>
        await (of ?? flow).CleanAsync(LocalApp.PathOf(date ?? Run.Date), await NightAsync());

    private static async Task<byte[]> NightAsync()
    {
        var text = Encoding.UTF8.GetString(await Extracts.OfNightAsync(0));
        var sound = text.Split('\n').First(line => line.StartsWith("\"l m\",", StringComparison.Ordinal));
        return Encoding.UTF8.GetBytes($"{text}{Person}{sound[sound.IndexOf(',', StringComparison.Ordinal)..]}\n");
    }

    private async Task<Receipt> ReceiptAsync(string file)
    {
        var summary = (await flow.Get<ReceiptStore>().LatestAsync(10, default)).First(found => found.File == file);
        return (await flow.Get<ReceiptStore>().FindAsync(Path.ChangeExtension(summary.Receipt, null), default))!;
    }

    /// <param name="inUpload">Whether a sender has delivered the person again: nobody but the sender changes that file.</param>
    private async Task AssertPublishedWithoutAsync(RunId run, bool inUpload = false)
    {
        var state = await flow.Get<RunStore>().GetAsync(run, default);
        Assert.True(state.Phase == RunPhase.Published, $"{state.Phase}: {state.Failure}");
        Assert.Equal(run, await flow.Get<RunPointerStore>().CurrentAsync(default));
        Assert.DoesNotContain(
            await TracesAsync(), trace => !(inUpload && trace.StartsWith(Containers.Extracts, StringComparison.Ordinal)));
        Assert.Empty((await flow.Get<ErasedIdStore>().ReadAsync(default)).Unfinished);
    }

    private Task<List<string>> TracesAsync() => Traces.OfAsync(account, Person);

    /// <summary>A clock that has something done once, when it is asked for a time stamp.</summary>
    private sealed class BusyClock(int call, Func<Task> meanwhile) : TimeProvider
    {
        private int asked;

        public override long GetTimestamp()
        {
            if (Interlocked.Increment(ref asked) == call)
                Task.Run(meanwhile).GetAwaiter().GetResult();
            return base.GetTimestamp();
        }
    }
}
