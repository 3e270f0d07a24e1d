using Azure;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Worker.Hosting;
using ReapFunctions.Local.Worker.Storage;

namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>
/// Reads a queue in batches. The next batch is taken when no more than <c>newBatchThreshold</c> messages are being worked on; an empty
/// queue is looked at less and less often.
/// </summary>
internal sealed class QueueListener(
    QueueSource source, QueueSignals signals, HostStop stop, TimeProvider time, ILogger<QueueListener> log) : Listener
{
    private const int NotFound = 404;

    private readonly MessageAttempt attempt = new(source, stop, time, log);
    private readonly PollingDelay delay = new(source.Limits.MaxPollingInterval);
    private readonly RunningWork work = new();

    public override async Task PrepareAsync(CancellationToken cancellation) =>
        await source.Queue.CreateIfNotExistsAsync(cancellationToken: cancellation);

    protected override async Task RunAsync()
    {
        try
        {
            while (!stop.Stopping.IsCancellationRequested)
                await TurnAsync();
        }
        catch (OperationCanceledException) when (stop.Stopping.IsCancellationRequested)
        {
            // The wait for free places or for the next look has ended.
        }

        await work.AllAsync();
    }

    private async Task TurnAsync()
    {
        await work.AtMostAsync(source.Limits.NewBatchThreshold, stop.Stopping);
        var messages = await TakeAsync();
        if (messages.Length == 0)
        {
            await signals.WaitAsync(source.Queue.Uri, delay.Next(), stop.Stopping);
            return;
        }

        delay.Reset();
        foreach (var message in messages)
            work.Start(() => attempt.ProcessAsync(message));
    }

    private async Task<QueueMessage[]> TakeAsync()
    {
        try
        {
            // Not cancelled by the stop: messages of an answer that nobody reads would stay hidden for the length of the lock.
            return (await source.Queue.ReceiveMessagesAsync(source.Limits.BatchSize, source.Limits.Lock)).Value;
        }
        catch (RequestFailedException missing) when (missing.Status == NotFound)
        {
            await source.Queue.CreateIfNotExistsAsync();
        }
        catch (Exception fault)
        {
            // Whatever it is, the listener lives on: storage comes back.
            log.ReadingFailed(fault, source.Queue.Name);
        }

        return [];
    }
}
