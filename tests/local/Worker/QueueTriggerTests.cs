using Azure.Storage.Queues;
using ReapFunctions.Local.Tests.Azurite;
using ReapFunctions.Local.Tests.Worker.Support;

namespace ReapFunctions.Local.Tests.Worker;

public sealed class QueueTriggerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly TestStorage storage = new(azurite);
    private readonly Calls calls = new();

    [Fact]
    public async Task TextMessagesRunTheFunctionAndAreDeleted()
    {
        await storage.SendAsync("one", "two");
        await using var app = await TestApp.StartAsync(storage.Settings(), calls, typeof(TakesText));
        await calls.ForAsync(2);
        Assert.Equal(["one", "two"], calls.Made.Order());
        await Until.TrueAsync(async () => await TestStorage.CountAsync(storage.Queue) == 0, "an empty queue");
    }

    [Fact]
    public async Task JsonBindsToARecordAndMetadataBindsByName()
    {
        await storage.SendAsync("""{"item":"tv","COUNT":3}""");
        await using var app = await TestApp.StartAsync(storage.Settings(), calls, typeof(TakesRecord));
        await calls.ForAsync(1);
        Assert.Equal("tv 3 1 True True 1", calls.Made[0]);
    }

    [Fact]
    public async Task TheMessageItselfBindsDecoded()
    {
        await storage.SendAsync("plain");
        await using var app = await TestApp.StartAsync(storage.Settings(), calls, typeof(TakesMessage));
        await calls.ForAsync(1);
        Assert.Equal("plain 1", calls.Made[0]);
    }

    [Fact]
    public async Task AMessageThatAlwaysFailsIsTriedMaxDequeueCountTimesAndThenIsPoison()
    {
        await storage.SendAsync("bad");
        var settings = storage.Settings();
        settings["AzureFunctionsJobHost:extensions:queues:maxDequeueCount"] = "3";
        await using var app = await TestApp.StartAsync(settings, calls, typeof(AlwaysFails));
        Assert.Equal(["bad"], await TestStorage.TextsAsync(storage.Poison, 1));
        Assert.Equal(["bad 1", "bad 2", "bad 3"], calls.Made);
        await Until.TrueAsync(async () => await TestStorage.CountAsync(storage.Queue) == 0, "an empty queue");
    }

    [Fact]
    public async Task AMessageThatWasTakenTooOftenByOthersIsPoisonWithoutAnotherAttempt()
    {
        await storage.SendAsync("worn");
        for (var i = 0; i < 3; i++)
            await TakeAndPutBackAsync();
        var settings = storage.Settings();
        settings["AzureFunctionsJobHost:extensions:queues:maxDequeueCount"] = "3";
        await using var app = await TestApp.StartAsync(settings, calls, typeof(TakesText));
        Assert.Equal(["worn"], await TestStorage.TextsAsync(storage.Poison, 1));
        Assert.Empty(calls.Made);
    }

    [Fact]
    public async Task AMessageThatIsNotBase64IsPoisonAsItCame()
    {
        await storage.SendAsync();
        await new QueueClient(storage.ConnectionString, storage.QueueName).SendMessageAsync("{not base64}");
        await using var app = await TestApp.StartAsync(storage.Settings(), calls, typeof(TakesText));
        var plainPoison = new QueueClient(storage.ConnectionString, storage.QueueName + "-poison");
        Assert.Equal(["{not base64}"], await TestStorage.TextsAsync(plainPoison, 1));
        Assert.Empty(calls.Made);
    }

    [Fact]
    public async Task TextThatIsNoJsonFailsForARecord()
    {
        await storage.SendAsync("no json");
        var settings = storage.Settings();
        settings["AzureFunctionsJobHost:extensions:queues:maxDequeueCount"] = "1";
        await using var app = await TestApp.StartAsync(settings, calls, typeof(TakesRecord));
        Assert.Equal(["no json"], await TestStorage.TextsAsync(storage.Poison, 1));
    }

    [Fact]
    public async Task AFailedMessageWaitsForTheVisibilityTimeout()
    {
        await storage.SendAsync("bad");
        var settings = storage.Settings();
        settings["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = "01:00:00";
        await using var app = await TestApp.StartAsync(settings, calls, typeof(AlwaysFails), typeof(TakesOther));
        await calls.ForAsync(1);

        // The other queue proves that the host goes on working meanwhile.
        await SettledAsync();
        Assert.Equal(["bad 1"], calls.Made.Where(call => call.StartsWith("bad", StringComparison.Ordinal)));
        Assert.Equal(1, await TestStorage.CountAsync(storage.Queue));
    }

    [Fact]
    public async Task AMessageStaysLockedWhileItsFunctionRunsLongerThanTheLock()
    {
        await storage.SendAsync("long");
        calls.CloseGate();
        var settings = storage.Settings();
        settings["ReapLocalHost:QueueLock"] = "00:00:06";
        await using var app = await TestApp.StartAsync(settings, calls, typeof(TakesText));
        await calls.ForAsync(1);

        // Longer than the lock: without renewal the message would have come again.
        await Task.Delay(TimeSpan.FromSeconds(8));
        Assert.Equal(["long"], calls.Made);
        calls.Gate.SetResult();
        await Until.TrueAsync(async () => await TestStorage.CountAsync(storage.Queue) == 0, "an empty queue");
        Assert.Equal(["long"], calls.Made);
    }

    [Fact]
    public async Task NoMoreRunTogetherThanBatchSizeAndThreshold()
    {
        await storage.SendAsync(Enumerable.Range(0, 20).Select(i => i.ToString()));
        calls.CloseGate();
        var settings = storage.Settings();
        settings["AzureFunctionsJobHost:extensions:queues:batchSize"] = "3";
        settings["AzureFunctionsJobHost:extensions:queues:newBatchThreshold"] = "0";
        await using var app = await TestApp.StartAsync(settings, calls, typeof(TakesText), typeof(TakesOther));
        await calls.ForAsync(3);
        await SettledAsync();
        Assert.Equal(3, calls.MostRunning);
        calls.Gate.SetResult();
        await calls.ForAsync(21);
        Assert.Equal(3, calls.MostRunning);
    }

    [Fact]
    public async Task TheNextBatchIsTakenWhenTheThresholdIsReached()
    {
        await storage.SendAsync(Enumerable.Range(0, 20).Select(i => i.ToString()));
        calls.CloseGate();
        var settings = storage.Settings();
        settings["AzureFunctionsJobHost:extensions:queues:batchSize"] = "3";
        settings["AzureFunctionsJobHost:extensions:queues:newBatchThreshold"] = "4";
        await using var app = await TestApp.StartAsync(settings, calls, typeof(TakesText), typeof(TakesOther));
        await calls.ForAsync(6);
        await SettledAsync();
        Assert.Equal(6, calls.MostRunning);
        calls.Gate.SetResult();
    }

    [Fact]
    public async Task TwoHostsShareTheMessagesAndEachRunsOnce()
    {
        var all = Enumerable.Range(0, 60).Select(i => i.ToString()).ToList();
        var second = new Calls();
        await using var one = await TestApp.StartAsync(storage.Settings(), calls, typeof(TakesText));
        await using var two = await TestApp.StartAsync(storage.Settings(), second, typeof(TakesText));
        calls.CloseGate();
        second.CloseGate();
        await storage.SendAsync(all);
        await calls.ForAsync(1);
        await second.ForAsync(1);
        calls.Gate.SetResult();
        second.Gate.SetResult();
        await Until.TrueAsync(() => calls.Made.Count + second.Made.Count >= all.Count, "all messages");
        Assert.Equal(all.Order(), calls.Made.Concat(second.Made).Order());
    }

    private async Task TakeAndPutBackAsync()
    {
        var message = (await storage.Queue.ReceiveMessageAsync()).Value;
        await storage.Queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero);
    }

    /// <summary>A message of another queue has come and gone: a queue that had something to run would have run it.</summary>
    private async Task SettledAsync()
    {
        var other = storage.Output;
        await other.SendMessageAsync("other");
        await Until.TrueAsync(() => calls.Count("other") == 1, "the other queue");
        await Task.Delay(TimeSpan.FromSeconds(1));
    }
}
