namespace ReapFunctions.Local.Worker.Hosting;

/// <summary>
/// The three steps of a stop: no new work; after the grace period, running work is cancelled; a little later, work that does not
/// heed it is abandoned and its messages are given back.
/// </summary>
internal sealed class HostStop(HostJson host, TimeProvider time) : IDisposable
{
    /// <summary>How long cancelled work may take to end.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource cancelled = new();
    private readonly CancellationTokenSource abandoned = new();
    private readonly List<ITimer> timers = [];

    /// <summary>No new work is taken.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>Running work is to end.</summary>
    public CancellationToken Cancelled => cancelled.Token;

    /// <summary>Nothing is waited for any more.</summary>
    public CancellationToken Abandoned => abandoned.Token;

    public void Begin()
    {
        if (stopping.IsCancellationRequested)
            return;
        CancelLater(cancelled, host.ShutdownGrace);
        CancelLater(abandoned, host.ShutdownGrace + Patience);
        stopping.Cancel();
    }

    /// <summary>Waits for work to end. False when it was abandoned before.</summary>
    public async Task<bool> EndedAsync(Task work)
    {
        await work.WaitAsync(Abandoned).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return work.IsCompleted;
    }

    public void Dispose()
    {
        timers.ForEach(timer => timer.Dispose());
        stopping.Dispose();
        cancelled.Dispose();
        abandoned.Dispose();
    }

    private void CancelLater(CancellationTokenSource source, TimeSpan delay) =>
        timers.Add(time.CreateTimer(_ => source.Cancel(), null, delay, Timeout.InfiniteTimeSpan));
}
