using System.Diagnostics;

namespace ReapFunctions.Ml.Boosting;

/// <summary>
/// A loop whose turns several threads of the pool share. A tree has hundreds of short ones: this one costs a single small object
/// and never sleeps, where
/// <see cref="Parallel"/> costs some kilobytes, which add up to more memory than the table that is learned from.
/// </summary>
/// <remarks>A helper that has found no turn left looks out a moment for the next loop, whosever it is: to wake a thread of the
/// pool takes as long as many of these loops.</remarks>
internal sealed class SharedLoop : IThreadPoolWorkItem
{
    private const int ChunkRows = 8_192;

    private static readonly long LooksOut = Stopwatch.Frequency / 5_000;
    private static SharedLoop? newest;
    private static int lookingOut;

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
    /// <param name="threads">Most threads that are asked to help, the caller among them.</param>
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
        Volatile.Write(ref newest, loop);
        // A helper that comes too late finds no turn left; where nobody comes the caller takes all turns.
        for (var helpers = Math.Min(threads, count) - 1 - Volatile.Read(ref lookingOut); helpers > 0; helpers--)
            ThreadPool.UnsafeQueueUserWorkItem(loop, preferLocal: false);
        loop.TakeTurns();
        loop.AwaitHelpers();
        // What the body holds on to is not kept.
        Interlocked.CompareExchange(ref newest, null, loop);
        if (loop.fault is not null)
            throw new AggregateException(loop.fault);
    }

    /// <summary>The same over rows, some thousands at a time; few of them are not worth a second thread.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="threads">As above.</param>
    /// <param name="body">Called with the first row and the one after the last.</param>
    public static void ForRows(int rows, int threads, Action<int, int> body)
    {
        var chunks = (rows + ChunkRows - 1) / ChunkRows;
        if (chunks > 2 && threads > 1)
            For(chunks, threads, chunk => body(chunk * ChunkRows, Math.Min(rows, (chunk + 1) * ChunkRows)));
        else if (rows > 0)
            body(0, rows);
    }

    /// <summary>Helps with this loop, and with those that follow at once.</summary>
    public void Execute()
    {
        for (var loop = this; loop is not null; loop = LookOut())
            loop.TakeTurns();
    }

    /// <returns>Another loop that has turns left; null where none came for a moment.</returns>
    private static SharedLoop? LookOut()
    {
        Interlocked.Increment(ref lookingOut);
        var (wait, since, found) = (new SpinWait(), Stopwatch.GetTimestamp(), (SharedLoop?)null);
        while (found is null && Stopwatch.GetTimestamp() - since < LooksOut)
        {
            wait.SpinOnce(sleep1Threshold: -1);
            found = Volatile.Read(ref newest) is { } other && Volatile.Read(ref other.next) < other.count ? other : null;
        }
        Interlocked.Decrement(ref lookingOut);
        return found;
    }

    private void TakeTurns()
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
    }
}
