using System.Collections.Concurrent;

namespace ReapFunctions.Local.Worker.Storage;

/// <summary>
/// Wakes the reader of a queue when this process has sent to it, so that the reader need not wait for its next look. Thread-safe.
/// </summary>
internal sealed class QueueSignals
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> signals = new(StringComparer.OrdinalIgnoreCase);

    public void Raise(Uri queue)
    {
        var signal = Of(queue);
        if (signal.CurrentCount == 0)
            signal.Release();
    }

    /// <summary>Waits for the signal, at most for a time.</summary>
    public async Task WaitAsync(Uri queue, TimeSpan atMost, CancellationToken cancellation) =>
        await Of(queue).WaitAsync(atMost, cancellation);

    private SemaphoreSlim Of(Uri queue) => signals.GetOrAdd(queue.AbsoluteUri, _ => new SemaphoreSlim(0));
}
