using Microsoft.AspNetCore.Http;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Night.Tests;

/// <summary>A new base period strands no night, and a night that lacks one is made again.</summary>
public sealed class BasePeriodTests(TrainedNight trained) : FlowTest(trained), IClassFixture<TrainedNight>
{
    private static readonly RunId First = TrainedNight.Run;
    private static readonly RunId Second = new(First.Date.AddDays(1), 1);
    private static readonly RunId Third = new(First.Date.AddDays(2), 1);

    [Fact]
    public async Task ARunThatIsBeingScoredKeepsItsBasePeriodAndTheNextHasTheNewOne()
    {
        await PlayAsync(Second);
        var opened = await flow.RunAsync(await UploadAsync(Third));
        await flow.PlayAsync(opened[0]);

        var (status, asked) = await flow.StartBasePeriodAsync();
        await flow.PlayAsync(asked);
        await flow.PlayAsync(asked);
        // Another process has never seen the old one.
        await using var another = new Flow(account, Buckets);
        await another.PlayAsync(opened.Skip(1));

        Assert.Equal(StatusCodes.Status202Accepted, status);
        Assert.Equal(1, flow.Done["BasePeriod"]);
        await PublishedAsync(Third);
        Assert.Equal($"{First}", (await PointsAsync(Third))!.Base);
        Assert.Equal($"{Second}", (await flow.Get<BasePeriodStore>().FindAsync(default))!.Base);

        await flow.PlayAsync((await flow.RetryAsync($"{Third}")).Messages);
        await PublishedAsync(Third with { Number = 2 });
        Assert.Equal($"{Second}", (await PointsAsync(Third with { Number = 2 }))!.Base);
    }

    [Fact]
    public async Task ANightTrainsFirstWhereTheBasePeriodWasDeletedByHand()
    {
        await DeleteAsync(Containers.Scorecards, "cut-points.json");

        await PlayAsync(Second);

        await PublishedAsync(Second);
        Assert.Equal($"{Second}", (await PointsAsync(Second))!.Base);
    }

    [Fact]
    public async Task ARunThatLostItsBasePeriodIsMadeAnew()
    {
        var drop = await UploadAsync(Second);
        await flow.RunAsync(drop);
        await DeleteAsync(Containers.Scorecards, (await RunAsync(Second)).BasePeriod!);
        await DeleteAsync(Containers.Scorecards, "cut-points.json");

        await MadeAnewAsync();
    }

    [Fact]
    public async Task ARunThatLostAModelIsMadeAnew()
    {
        await flow.RunAsync(await UploadAsync(Second));
        var (target, version) = (await RunAsync(Second)).Models.First();
        await DeleteAsync(Containers.Models, $"{target}/{version}/model.zip");
        await DeleteAsync(Containers.Models, $"{target}/champion.json");

        await MadeAnewAsync();
    }

    [Fact]
    public async Task ARunThatWasOpenedBeforeRunsKeptTheirBasePeriodGoesOnOnceThereIsOne()
    {
        await flow.RunAsync(await UploadAsync(Second));
        await flow.Get<RunStore>().ChangeAsync(Second, run => run with { BasePeriod = null }, default);

        await flow.PlayAsync((await flow.RetryAsync($"{Second}")).Messages);

        await PublishedAsync(Second);
    }

    private async Task MadeAnewAsync()
    {
        // A host of its own: what this process remembers of the deleted is no help to it.
        await using var another = new Flow(account, Buckets);
        await another.PlayAsync((await another.RetryAsync($"{Second}")).Messages);

        Assert.Equal(RunPhase.Failed, (await RunAsync(Second)).Phase);
        await PublishedAsync(Second with { Number = 2 });
    }

    private async Task<SentMessage> UploadAsync(RunId run) => await flow.CleanAsync(
        LocalApp.PathOf(run.Date), await Extracts.OfNightAsync(run.Date.DayNumber - First.Date.DayNumber));

    private async Task PlayAsync(RunId run) => await flow.PlayAsync(await UploadAsync(run));

    private Task<RunState> RunAsync(RunId run) => flow.Get<RunStore>().GetAsync(run, default);

    private async Task<ValueCutPoints?> PointsAsync(RunId run) =>
        await flow.Get<BasePeriodStore>().FindAsync((await RunAsync(run)).BasePeriod, default);

    private Task DeleteAsync(string container, string blob) =>
        account.Blobs.GetBlobContainerClient(container).DeleteBlobAsync(blob);

    private async Task PublishedAsync(RunId run)
    {
        var state = await RunAsync(run);
        Assert.True(state.Phase == RunPhase.Published, $"{state.Phase} {state.Failure} {string.Join(' ', state.Doubts)}");
        Assert.Equal(run, await flow.Get<RunPointerStore>().CurrentAsync(default));
    }
}
