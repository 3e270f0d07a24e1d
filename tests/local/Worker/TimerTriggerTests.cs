using System.Text.Json;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Local.Tests.Azurite;
using ReapFunctions.Local.Tests.Worker.Support;

namespace ReapFunctions.Local.Tests.Worker;

public sealed class TimerTriggerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly TestStorage storage = new(azurite);
    private readonly Calls calls = new();

    [Fact]
    public async Task OfTwoHostsOneRunsTheOccurrencesAndTheOtherTakesOver()
    {
        var second = new Calls();
        var settings = storage.Settings();
        settings["Schedule"] = "* * * * * *";
        await using (await TestApp.StartAsync(settings, calls, typeof(EverySecond)))
        {
            await calls.ForAsync(1);
            await using var two = await TestApp.StartAsync(settings, second, typeof(EverySecond));
            await calls.ForAsync(calls.Made.Count + 4);
            Assert.Empty(second.Made);
        }

        await using var three = await TestApp.StartAsync(settings, second, typeof(EverySecond));
        await second.ForAsync(1);
        Assert.All(second.Made, call => Assert.Equal("False", call));
    }

    [Fact]
    public async Task RunOnStartupRunsAtOnce()
    {
        await using var app = await TestApp.StartAsync(storage.Settings(), calls, typeof(AtStart));
        await calls.ForAsync(1);
        Assert.Equal("False False", calls.Made[0]);
    }

    [Fact]
    public async Task AMissedOccurrenceIsMadeUpFor()
    {
        var missed = new DateTime(2026, 1, 2, 2, 30, 0, DateTimeKind.Utc);
        await WriteStatusAsync(new() { LastUpdated = missed.AddHours(-5), Next = missed });
        await using var app = await TestApp.StartAsync(storage.Settings(), calls, typeof(EveryNight));
        await calls.ForAsync(1);
        Assert.Equal($"True {missed:O}", calls.Made[0]);
        await Until.TrueAsync(async () => (await ReadStatusAsync()).Next > missed, "the next occurrence in storage");
    }

    [Fact]
    public async Task AnOccurrenceOfAnotherScheduleIsNotMadeUpFor()
    {
        var other = new DateTime(2026, 1, 2, 17, 0, 0, DateTimeKind.Utc);
        await WriteStatusAsync(new() { LastUpdated = other.AddHours(-5), Next = other });
        await using var app = await TestApp.StartAsync(storage.Settings(), calls, typeof(EveryNight));
        await Until.TrueAsync(async () => (await ReadStatusAsync()).Next > other, "the next occurrence in storage");
        Assert.Empty(calls.Made);
    }

    private BlobClient Status => new(
        storage.ConnectionString, "azure-webjobs-hosts", $"timers/{storage.HostId}/Host.Functions.EveryNight/status");

    private async Task WriteStatusAsync(ScheduleStatus status)
    {
        await new BlobContainerClient(storage.ConnectionString, "azure-webjobs-hosts").CreateIfNotExistsAsync();
        await Status.UploadAsync(BinaryData.FromString(JsonSerializer.Serialize(status)), overwrite: true);
    }

    private async Task<ScheduleStatus> ReadStatusAsync() =>
        JsonSerializer.Deserialize<ScheduleStatus>((await Status.DownloadContentAsync()).Value.Content)!;
}
