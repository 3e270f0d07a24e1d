using ReapFunctions.Runs;

namespace ReapFunctions.Night.Tests;

public class KilledHostTests
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Reap__Buckets"] = "16",
        // A killed process gives nothing back: its messages come again when their lock ends.
        ["ReapLocalHost__QueueLock"] = "00:00:05",
    };

    [Fact]
    public async Task AHostKilledInTheMiddleOfANightDeliveredTwiceLeavesWhatOneCleanRunLeaves()
    {
        var run = new RunId(Extracts.FirstNight, 1);
        var extract = await Extracts.OfNightAsync(0);
        await using var clean = await LocalApp.OpenAsync(settings: Settings);
        await clean.UploadAsync(LocalApp.PathOf(run.Date), extract);
        await using var struck = await LocalApp.OpenAsync(hosts: 2, settings: Settings);
        await struck.UploadAsync(LocalApp.PathOf(run.Date), extract);
        await struck.UploadAsync($"customers/{run.Date:yyyy-MM-dd}/delivered-twice.csv", extract);

        await struck.UntilAsync("the run is being scored", async () => await struck.StateAsync(run) is "scoring" or "published");
        await struck.Apps[0].KillAsync();
        await struck.PublishedAsync(run);
        await clean.PublishedAsync(run);

        Assert.Equal(await StorageDigest.OfAsync(clean.Storage, run), await StorageDigest.OfAsync(struck.Storage, run));
        Assert.Empty(await PoisonQueues.WithMessagesAsync(struck.Storage));
    }
}
