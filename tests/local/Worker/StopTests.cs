using ReapFunctions.Local.Tests.Azurite;
using ReapFunctions.Local.Tests.Worker.Support;

namespace ReapFunctions.Local.Tests.Worker;

public sealed class StopTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly TestStorage storage = new(azurite);
    private readonly Calls calls = new();

    [Fact]
    public async Task RunningWorkMayEndWithinTheGraceAndNothingNewIsTaken()
    {
        calls.CloseGate();
        await storage.SendAsync("running");
        var app = await TestApp.StartAsync(storage.Settings(), calls, typeof(TakesText));
        await calls.ForAsync(1);
        var stop = app.StopAsync();
        await storage.SendAsync("new");
        calls.Gate.SetResult();
        await stop;
        Assert.Equal(["running"], calls.Made);
        Assert.Equal(["new"], await TestStorage.TextsAsync(storage.Queue, 1));
        await app.DisposeAsync();
    }

    [Fact]
    public async Task WorkThatOutlivesTheGraceIsCancelledAndItsMessageGivenBackAtOnce()
    {
        calls.CloseGate();
        await storage.SendAsync("long");
        var app = await TestApp.StartAsync(Impatient(), calls, typeof(TakesText));
        await calls.ForAsync(1);
        await app.StopAsync();

        // Its lock is ten minutes: it can be seen only because it was given back.
        Assert.Equal(["long"], await TestStorage.TextsAsync(storage.Queue, 1));
        Assert.False(await storage.Poison.ExistsAsync());
        await app.DisposeAsync();
    }

    [Fact]
    public async Task WorkThatIgnoresItsCancellationIsAbandonedAndItsMessageGivenBack()
    {
        calls.CloseGate();
        await storage.SendAsync("deaf");
        var app = await TestApp.StartAsync(Impatient(), calls, typeof(IgnoresCancellation));
        await calls.ForAsync(1);
        await app.StopAsync();
        Assert.Equal(["deaf"], await TestStorage.TextsAsync(storage.Queue, 1));
        calls.Gate.SetResult();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task AnotherHostTakesWhatWasGivenBack()
    {
        calls.CloseGate();
        await storage.SendAsync("long");
        var app = await TestApp.StartAsync(Impatient(), calls, typeof(TakesText));
        await calls.ForAsync(1);
        await app.DisposeAsync();
        var second = new Calls();
        await using var other = await TestApp.StartAsync(storage.Settings(), second, typeof(TakesText));
        await second.ForAsync(1);
        await Until.TrueAsync(async () => await TestStorage.CountAsync(storage.Queue) == 0, "an empty queue");
    }

    [Fact]
    public async Task ABlobGivenBackIsTakenByAnotherHost()
    {
        calls.CloseGate();
        await storage.UploadAsync("a", "x");
        var app = await TestApp.StartAsync(Impatient(), calls, typeof(TakesClient));
        await calls.ForAsync(1);
        await app.DisposeAsync();
        var second = new Calls();
        await using var other = await TestApp.StartAsync(storage.Settings(), second, typeof(TakesClient));
        await second.ForAsync(1);
        Assert.Equal(["a x"], second.Made);
    }

    private Dictionary<string, string?> Impatient()
    {
        var settings = storage.Settings();
        settings["ReapLocalHost:ShutdownGrace"] = "00:00:00.5";
        return settings;
    }
}
