using System.Text.Json;
using Azure.Storage.Queues;
using ReapFunctions.Local.Tests.Azurite;
using ReapFunctions.Local.Tests.Worker.Support;

namespace ReapFunctions.Local.Tests.Worker;

public sealed class BlobTriggerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly TestStorage storage = new(azurite);
    private readonly Calls calls = new();

    [Fact]
    public async Task BlobsOfThePathRunTheFunctionWithTheirTokens()
    {
        await storage.UploadAsync("in/customers/2026-01-02/a.csv", "hello");
        await storage.UploadAsync("in/customers/b.txt", "other ending");
        await storage.UploadAsync("elsewhere/c.csv", "other folder");
        await using var app = await TestApp.StartAsync(storage.Settings(), calls, typeof(ReadsText));
        await calls.ForAsync(1);
        await storage.UploadAsync("in/invoices/d.csv", "later");
        await calls.ForAsync(2);
        Assert.Equal(["customers 2026-01-02/a hello", "invoices d later"], calls.Made);
    }

    [Fact]
    public async Task StreamsAndMetadataBind()
    {
        await storage.UploadAsync("x.bin", "content");
        await using var app = await TestApp.StartAsync(storage.Settings(), calls, typeof(ReadsStream));
        await calls.ForAsync(1);
        Assert.Equal("x.bin x.bin 0 x.bin content", calls.Made[0]);
    }

    [Fact]
    public async Task EachContentOfABlobRunsOnceOverTwoHostsAndARestart()
    {
        await storage.UploadAsync("a", "first");
        await storage.UploadAsync("b", "first");
        await using (await TestApp.StartAsync(storage.Settings(), calls, typeof(TakesClient)))
        await using (await TestApp.StartAsync(storage.Settings(), calls, typeof(TakesClient)))
        {
            await calls.ForAsync(2);
            await storage.UploadAsync("a", "second");
            await calls.ForAsync(3);
        }

        await using var restarted = await TestApp.StartAsync(storage.Settings(), calls, typeof(TakesClient));
        await storage.UploadAsync("c", "after the restart");
        await calls.ForAsync(4);
        Assert.Equal(["a first", "a second", "b first", "c after the restart"], calls.Made.Order());
    }

    [Fact]
    public async Task TwoHostsShareTheBlobs()
    {
        var second = new Calls();
        calls.CloseGate();
        second.CloseGate();
        await using var one = await TestApp.StartAsync(storage.Settings(), calls, typeof(TakesClient));
        await using var two = await TestApp.StartAsync(storage.Settings(), second, typeof(TakesClient));
        for (var i = 0; i < 24; i++)
            await storage.UploadAsync("blob" + i, "x");
        await calls.ForAsync(1);
        await second.ForAsync(1);
        calls.Gate.SetResult();
        second.Gate.SetResult();
        await Until.TrueAsync(() => calls.Made.Count + second.Made.Count >= 24, "all blobs");
        Assert.Equal(24, calls.Made.Concat(second.Made).Distinct().Count());
    }

    [Fact]
    public async Task ABlobThatWasOverwrittenBeforeItsTurnRunsOnlyWithItsNewContent()
    {
        calls.CloseGate();
        var settings = storage.Settings();
        settings["AzureFunctionsJobHost:extensions:blobs:maxDegreeOfParallelism"] = "1";
        await using var app = await TestApp.StartAsync(settings, calls, typeof(TakesClient));
        await storage.UploadAsync("blocker", "x");
        await calls.ForAsync(1);
        await storage.UploadAsync("a", "old");
        await Until.TrueAsync(async () => await TestStorage.CountAsync(storage.BlobWork) == 2, "the message of the old content");
        await storage.UploadAsync("a", "new");
        await Until.TrueAsync(async () => await TestStorage.CountAsync(storage.BlobWork) == 3, "the message of the new content");
        calls.Gate.SetResult();
        await Until.TrueAsync(async () => await TestStorage.CountAsync(storage.BlobWork) == 0, "an empty queue");
        Assert.Equal(["blocker x", "a new"], calls.Made);
    }

    [Fact]
    public async Task ABlobThatAlwaysFailsIsPoisonAfterTheThreshold()
    {
        await storage.UploadAsync("bad", "x");
        var settings = storage.Settings();
        settings["AzureFunctionsJobHost:extensions:blobs:poisonBlobThreshold"] = "2";
        await using var app = await TestApp.StartAsync(settings, calls, typeof(FailsOnBlobs));
        await Until.TrueAsync(async () => (await PoisonAsync()).Contains("bad"), "the poison message");
        Assert.Equal(["bad", "bad"], calls.Made);
        await Until.TrueAsync(async () => await TestStorage.CountAsync(storage.BlobWork) == 0, "an empty queue");
    }

    /// <summary>The names of this test's blobs in the poison queue, which all tests share.</summary>
    private async Task<IReadOnlyList<string>> PoisonAsync()
    {
        QueueClient queue = storage.BlobPoison;
        if (!await queue.ExistsAsync())
            return [];
        var messages = (await queue.PeekMessagesAsync(32)).Value.Select(message => JsonDocument.Parse(message.Body).RootElement);
        return
        [
            .. messages.Where(message => message.GetProperty("ContainerName").GetString() == storage.ContainerName)
                .Select(message => message.GetProperty("BlobName").GetString()!),
        ];
    }
}
