using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>
/// A person is erased at every step of a run, from its opening to its publishing: it is published, its totals agree, and nothing
/// holds the person. A first night has trained the models, so that the next one opens at once.
/// </summary>
public sealed class ErasedFromRunTests(TrainedNight trained) : ErasureNight(trained), IClassFixture<TrainedNight>
{
    [Fact]
    public async Task WhenARunIsOpenAndNoBucketIsScored()
    {
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
        var writes = await ScoredAsync();
        await flow.PlayAsync(writes.Where(write => write.Queue != last));
        Assert.Equal(202, await flow.EraseAsync(Person));

        await flow.PlayAsync(writes.Where(write => write.Queue == last));

        await AssertPublishedWithoutAsync(Next);
    }

    [Fact]
    public async Task BeforePublishing()
    {
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
    public async Task WhileARunIsOpenedNothingIsErasedAndWhileAPersonIsErasedNoRunOpens()
    {
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
}
