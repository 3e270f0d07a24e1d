namespace ReapFunctions.Host.Tests.Running;

[Collection(SharedHostTests.Name)]
public sealed class QueueTests(SharedHost shared)
{
    [Fact]
    public async Task AMessageRunsItsFunctionWithItsMetadataAndIsDeleted()
    {
        await shared.SendAsync("takes-in", "hello", "{\"a\": 1}");
        Assert.Equal(["hello 1 True True", "{\"a\": 1} 1 True True"], (await shared.TakeAsync("takes-out", 2)).Order());
        await shared.EmptyAsync("takes-in");
    }

    [Fact]
    public async Task JsonBindsToARecordAndNothingIsSentForNull()
    {
        await shared.SendAsync("orders-in", """{"item":"none","count":0}""");
        await shared.EmptyAsync("orders-in");
        await shared.SendAsync("orders-in", """{"item":"tv","count":3}""");
        Assert.Equal(["""{"Item":"tv","Count":4}"""], await shared.TakeAsync("orders-out", 1));
        Assert.Equal(0, await shared.CountAsync("orders-out"));
    }

    [Fact]
    public async Task AMessageThatAlwaysFailsIsPoisonAfterMaxDequeueCount()
    {
        await shared.SendAsync("fails-in", "this");
        Assert.Equal(["this"], await shared.TakeAsync("fails-in-poison", 1));
        await shared.EmptyAsync("fails-in");
        Assert.Contains("this fails on purpose for the 3. time", shared.Host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("this fails on purpose for the 4. time", shared.Host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATimerThatRunsAtStartKnowsItsNextRun()
    {
        var said = Assert.Single(await shared.TakeAsync("start-out", 1));
        Assert.Matches(@"^False \d{4}-01-01 00:00$", said);
    }
}
