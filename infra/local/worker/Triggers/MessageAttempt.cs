using Azure;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Worker.Hosting;
using ReapFunctions.Local.Worker.Storage;

namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>One attempt at one message: lock, work, and then delete, retry, poison or give back.</summary>
internal sealed class MessageAttempt(QueueSource source, HostStop stop, TimeProvider time, ILogger log)
{
    private const int NotFound = 404;

    /// <summary>Never throws: what cannot be settled comes again when its lock ends.</summary>
    public async Task ProcessAsync(QueueMessage message)
    {
        try
        {
            if (stop.Stopping.IsCancellationRequested)
            {
                await SettleAsync(message, message.PopReceipt, AttemptOutcome.GivenBack);
                return;
            }

            if (message.DequeueCount > source.Limits.MaxDequeueCount)
            {
                await PoisonAsync(message, message.PopReceipt);
                return;
            }

            await using var held = MessageLock.Hold(source.Queue, message, source.Limits.Lock, time, log);
            var outcome = await WorkAsync(message);
            await SettleAsync(message, await held.ReleaseAsync(), outcome);
        }
        catch (RequestFailedException gone) when (gone.Status == NotFound)
        {
            // Somebody else has it now, and settles it.
            log.LockLost(source.Queue.Name, message.MessageId);
        }
        catch (Exception fault)
        {
            log.SettlingFailed(fault, source.Queue.Name, message.MessageId);
        }
    }

    private async Task<AttemptOutcome> WorkAsync(QueueMessage message)
    {
        var work = source.RunAsync(message, stop.Cancelled);
        if (!await stop.EndedAsync(work))
            return AttemptOutcome.GivenBack;
        if (work.IsCompletedSuccessfully)
            return AttemptOutcome.Succeeded;
        return stop.Cancelled.IsCancellationRequested ? AttemptOutcome.GivenBack : AttemptOutcome.Failed;
    }

    private async Task SettleAsync(QueueMessage message, string receipt, AttemptOutcome outcome)
    {
        switch (outcome)
        {
            case AttemptOutcome.Succeeded:
                await source.Queue.DeleteMessageAsync(message.MessageId, receipt);
                break;
            case AttemptOutcome.GivenBack:
                log.GivenBack(source.Queue.Name, message.MessageId);
                await source.Queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: TimeSpan.Zero);
                break;
            case AttemptOutcome.Failed when source.Poison is null:
                // Without a poison queue a quick retry would go round for ever: the message stays hidden until its lock ends.
                break;
            case AttemptOutcome.Failed when message.DequeueCount >= source.Limits.MaxDequeueCount:
                await PoisonAsync(message, receipt);
                break;
            default:
                await source.Queue.UpdateMessageAsync(
                    message.MessageId, receipt, visibilityTimeout: source.Limits.VisibilityTimeout);
                break;
        }
    }

    private async Task PoisonAsync(QueueMessage message, string receipt)
    {
        if (source.Poison is not { } poison)
            return;
        log.Poisoned(source.Queue.Name, message.MessageId, message.DequeueCount, poison.Name);
        await poison.SendOrCreateAsync(message.Body, CancellationToken.None);
        await source.Queue.DeleteMessageAsync(message.MessageId, receipt);
    }
}
