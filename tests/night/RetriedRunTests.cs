using Microsoft.AspNetCore.Http;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>A run that failed is made again, by a call or by its extract; one that stands still goes on.</summary>
public sealed class RetriedRunTests(TrainedNight trained) : FlowTest(trained), IClassFixture<TrainedNight>
{
    private static readonly RunId Run = new(TrainedNight.Run.Date.AddDays(1), 1);
    private static readonly RunId Again = Run with { Number = 2 };

    [Fact]
    public async Task AFailedRunIsMadeAgainByACallOnceHoweverOftenItsMessageComes()
    {
        await FailedAsync();

        var (status, messages) = await flow.RetryAsync($"{Run}");
        Assert.Equal(StatusCodes.Status202Accepted, status);
        await flow.PlayAsync(messages);
        await flow.PlayAsync(messages);

        await PublishedAsync(Again);
        Assert.Equal(2, (await flow.Get<RunStore>().ListAsync(Run.Date, default)).Count);
        Assert.Equal(StatusCodes.Status409Conflict, (await flow.RetryAsync($"{Run}")).Status);
    }

    [Fact]
    public async Task AFailedRunIsMadeAgainWhenItsExtractIsUploadedAgain()
    {
        await FailedAsync();

        await flow.PlayAsync(await UploadAsync());

        await PublishedAsync(Again);
    }

    [Fact]
    public async Task ARunWhoseMessagesAreLostGoesOnWhereItStands()
    {
        var opened = await OpenedAsync();
        // One bucket is scored and writes its value records; all other messages are lost.
        var written = await flow.RunAsync(opened[0]);
        await flow.PlayAsync(written[0]);

        var (status, messages) = await flow.RetryAsync($"{Run}");

        Assert.Equal((StatusCodes.Status202Accepted, Buckets), (status, messages.Count));
        await flow.PlayAsync(messages);
        await PublishedAsync(Run);
    }

    [Fact]
    public async Task ARunThatOnlyLacksItsPublishingIsPublished()
    {
        foreach (var bucket in await OpenedAsync())
            foreach (var write in await flow.RunAsync(bucket))
                await flow.RunAsync(write);

        var (_, messages) = await flow.RetryAsync($"{Run}");

        Assert.Equal(Queues.PublishRun, Assert.Single(messages).Queue);
        await flow.PlayAsync(messages);
        await PublishedAsync(Run);
    }

    [Fact]
    public async Task WhatIsNoRunIsSaidToBeNone()
    {
        Assert.Equal(StatusCodes.Status400BadRequest, (await flow.RetryAsync("yesterday")).Status);
        Assert.Equal(StatusCodes.Status404NotFound, (await flow.RetryAsync($"{Run}")).Status);
    }

    private async Task<SentMessage> UploadAsync() =>
        await flow.CleanAsync(LocalApp.PathOf(Run.Date), await Extracts.OfNightAsync(1));

    /// <summary>The bucket messages of the run.</summary>
    private async Task<IReadOnlyList<SentMessage>> OpenedAsync() => await flow.RunAsync(await UploadAsync());

    /// <summary>A run of which a bucket counts a record too many.</summary>
    private async Task FailedAsync()
    {
        var publish = new List<SentMessage>();
        foreach (var bucket in await OpenedAsync())
            foreach (var write in await flow.RunAsync(bucket))
                publish.AddRange(await flow.RunAsync(write));
        var marks = flow.Get<BucketMarkStore>();
        var mark = (await marks.OfAsync(Run, default)).First(mark => mark.Kind == RecordKind.Risk);
        await marks.SetAsync(Run, mark with { Customers = mark.Customers + 1 }, default);
        await flow.PlayAsync(publish);
        var state = await flow.Get<RunStore>().GetAsync(Run, default);
        Assert.Equal(RunPhase.Failed, state.Phase);
        Assert.Contains("POST /api/runs/{run}/retry", state.Failure, StringComparison.Ordinal);
    }

    private async Task PublishedAsync(RunId run)
    {
        Assert.Equal(RunPhase.Published, (await flow.Get<RunStore>().GetAsync(run, default)).Phase);
        Assert.Equal(run, await flow.Get<RunPointerStore>().CurrentAsync(default));
    }
}
