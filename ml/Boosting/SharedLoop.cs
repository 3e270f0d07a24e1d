namespace ReapFunctions.Ml.Boosting;

/// <summary>
/// A loop whose turns several threads of the pool share. A tree has hundreds of short ones: this one costs a single small object
/// and never sleeps, where
/// <see cref="Parallel"/> costs some kilobytes, which add up to more memory than the table that is learned from.
/// </summary>
internal sealed class SharedLoop : IThreadPoolWorkItem
{
    private readonly Action<int> body;
    private readonly int count;
    private int next;
    private int finished;
    private Exception? fault;

    private SharedLoop(int count, Action<int> body)
    {
        this.count = count;
        this.body = body;
    }

    /// <summary>Calls <paramref name="body"/> with 0 to <paramref name="count"/> - 1, in any order, and returns when all calls
    /// have.</summary>
    /// <param name="count">Number of turns.</param>
    /// <param name="threads">Most threads, the caller among them.</param>
    /// <param name="body">May run on several threads at once. The first exception of any turn is thrown after the last
    /// turn.</param>
    public static void For(int count, int threads, Action<int> body)
    {
        if (threads == 1 || count <= 1)
        {
            for (var turn = 0; turn < count; turn++)
                body(turn);
            return;
        }
        var loop = new SharedLoop(count, body);
        // A helper that comes too late finds no turn left, and goes.
        for (var helpers = Math.Min(threads, count) - 1; helpers > 0; helpers--)
            ThreadPool.UnsafeQueueUserWorkItem(loop, preferLocal: false);
        loop.Execute();
        loop.AwaitHelpers();
    }

    /// <summary>Takes turns until none is left.</summary>
    public void Execute()
    {
        while (Interlocked.Increment(ref next) - 1 is var turn && turn < count)
        {
            try
            {
                body(turn);
            }
            catch (Exception thrown)
            {
                Interlocked.CompareExchange(ref fault, thrown, null);
            }
            Interlocked.Increment(ref finished);
        }
    }

    private void AwaitHelpers()
    {
        var wait = new SpinWait();
        while (Volatile.Read(ref finished) < count)
            wait.SpinOnce(sleep1Threshold: -1);
        if (fault is not null)
            throw new AggregateException(fault);
    }
}
