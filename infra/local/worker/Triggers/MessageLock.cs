using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>
/// Keeps a message hidden while it is worked on: renews its visibility timeout each time half of it is over.
/// <code>
/// taken           renewed          renewed          settled with the last receipt
///   |--- lock/2 ---|--- lock/2 ---|------|
/// </code>
/// </summary>
internal sealed class MessageLock : IAsyncDisposable
{
    private readonly QueueClient queue;
    private readonly QueueMessage message;
    private readonly TimeSpan length;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly CancellationTokenSource released = new();
    private readonly Task renewing;

    private MessageLock(QueueClient queue, QueueMessage message, TimeSpan length, TimeProvider time, ILogger log)
    {
        this.queue = queue;
        this.message = message;
        this.length = length;
        this.time = time;
        this.log = log;
        Receipt = message.PopReceipt;
        renewing = RenewAsync();
    }

    /// <summary>The pop receipt of the last renewal.</summary>
    public string Receipt { get; private set; }

    /// <summary>Whether the message is gone, so that nothing is renewed any more.</summary>
    public bool Ended => renewing.IsCompleted;

    public static MessageLock Hold(QueueClient queue, QueueMessage message, TimeSpan length, TimeProvider time, ILogger log) =>
        new(queue, message, length, time, log);

    /// <summary>Stops renewing. Gives the pop receipt that is valid now.</summary>
    public async Task<string> ReleaseAsync()
    {
        await released.CancelAsync();
        await renewing;
        return Receipt;
    }

    public async ValueTask DisposeAsync()
    {
        await ReleaseAsync();
        released.Dispose();
    }

    private async Task RenewAsync()
    {
        var wait = length / 2;
        while (await PauseAsync(wait))
        {
            try
            {
                // Not cancelled by the release: a renewal that went out would leave us with a receipt that is no longer valid.
                var renewed = await queue.UpdateMessageAsync(message.MessageId, Receipt, visibilityTimeout: length);
                Receipt = renewed.Value.PopReceipt;
                wait = length / 2;
            }
            catch (RequestFailedException gone) when (gone.Status == 404)
            {
                log.LockLost(queue.Name, message.MessageId);
                return;
            }
            catch (Exception fault)
            {
                log.RenewalFailed(fault, queue.Name, message.MessageId);
                wait = length / 10;
            }
        }
    }

    private async Task<bool> PauseAsync(TimeSpan wait)
    {
        await Task.Delay(wait, time, released.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !released.IsCancellationRequested;
    }
}
