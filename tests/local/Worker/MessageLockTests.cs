using Microsoft.Extensions.Logging.Abstractions;
using ReapFunctions.Local.Tests.Azurite;
using ReapFunctions.Local.Tests.Worker.Support;
using ReapFunctions.Local.Worker.Triggers;

namespace ReapFunctions.Local.Tests.Worker;

public sealed class MessageLockTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    private readonly TestStorage storage = new(azurite);
    private readonly ManualTime time = new();

    [Fact]
    public async Task TheLockIsRenewedEachTimeHalfOfItIsOverAndTheLastReceiptIsTheValidOne()
    {
        await storage.SendAsync("x");
        var message = (await storage.Queue.ReceiveMessageAsync(Length)).Value;
        await using var held = MessageLock.Hold(storage.Queue, message, Length, time, NullLogger.Instance);
        for (var renewal = 0; renewal < 3; renewal++)
        {
            var before = held.Receipt;
            time.Advance(Length / 2 - TimeSpan.FromSeconds(1));
            Assert.Equal(before, held.Receipt);
            time.Advance(TimeSpan.FromSeconds(1));
            await Until.TrueAsync(() => held.Receipt != before && time.Waiting == 1, "a renewal");
        }

        await storage.Queue.DeleteMessageAsync(message.MessageId, await held.ReleaseAsync());
        Assert.Equal(0, await TestStorage.CountAsync(storage.Queue));
    }

    [Fact]
    public async Task AMessageThatIsGoneIsNotRenewedAgain()
    {
        await storage.SendAsync("x");
        var message = (await storage.Queue.ReceiveMessageAsync(Length)).Value;
        await using var held = MessageLock.Hold(storage.Queue, message, Length, time, NullLogger.Instance);
        await storage.Queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        time.Advance(Length / 2);
        await Until.TrueAsync(() => held.Ended, "the end of the renewals");
        Assert.Equal(message.PopReceipt, await held.ReleaseAsync());
    }
}
