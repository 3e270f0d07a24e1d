using Microsoft.AspNetCore.Http;
using ReapFunctions.Night.Tests.Description;
using ReapFunctions.Runs;

namespace ReapFunctions.Night.Tests;

/// <summary>Nights that an operator put back: they are in no series, and come back into it when they are read again.</summary>
public sealed class PutBackTests : FlowTest
{
    private static readonly RunId[] Nights =
        [.. Enumerable.Range(0, 3).Select(day => new RunId(Extracts.FirstNight.AddDays(day), 1))];

    [Fact]
    public async Task WhatWasPutBackStaysOutOfTheSeriesOfLaterNights()
    {
        await PlayAsync(0);
        await PlayAsync(1);
        Assert.Equal(Nights[..2], await SeriesAsync());

        await PublishAsync(Nights[0]);
        Assert.Equal(Nights[..1], await SeriesAsync());
        await PlayAsync(2);
        Assert.Equal([Nights[0], Nights[2]], await SeriesAsync());

        await PublishAsync(Nights[1]);
        Assert.Equal(Nights[..2], await SeriesAsync());
        await PublishAsync(Nights[2]);
        Assert.Equal(Nights, await SeriesAsync());
    }

    private async Task PlayAsync(int night) =>
        await flow.PlayAsync(await flow.CleanAsync(LocalApp.PathOf(Nights[night].Date), await Extracts.OfNightAsync(night)));

    private async Task PublishAsync(RunId run) =>
        await flow.New<PublishEarlierRun>().RunAsync(new DefaultHttpContext().Request, $"{run}", default);

    private async Task<IEnumerable<RunId>> SeriesAsync()
    {
        var series = await flow.AnswerAsync("GetSeries", "?measures=customers");
        return [.. series["points"]!.AsArray().Select(point => RunId.Parse((string)point!["run"]!))];
    }
}
