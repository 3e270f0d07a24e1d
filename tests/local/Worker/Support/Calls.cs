using System.Collections.Concurrent;

namespace ReapFunctions.Local.Tests.Worker.Support;

/// <summary>What the functions of a test did, and gates that make them wait or fail. One for all hosts of a test.</summary>
internal sealed class Calls
{
    private readonly ConcurrentQueue<string> made = new();
    private int running;
    private int mostRunning;

    /// <summary>The calls so far, in order.</summary>
    public IReadOnlyList<string> Made => [.. made];

    /// <summary>The largest number of calls that ran together.</summary>
    public int MostRunning => mostRunning;

    /// <summary>Calls wait here until it is opened; open from the start unless a test closes it.</summary>
    public TaskCompletionSource Gate { get; private set; } = Opened();

    public void CloseGate() => Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Add(string call) => made.Enqueue(call);

    /// <summary>Notes a call, and holds it until the gate opens or the call is cancelled.</summary>
    public async Task PassAsync(string call, CancellationToken cancellation = default)
    {
        var now = Interlocked.Increment(ref running);
        int most;
        while (now > (most = mostRunning) && Interlocked.CompareExchange(ref mostRunning, now, most) != most)
        {
        }

        Add(call);
        try
        {
            await Gate.Task.WaitAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    public int Count(string call) => made.Count(one => one == call);

    public Task ForAsync(int number, string because = "") => Until.TrueAsync(() => made.Count >= number, $"{number} calls {because}");

    private static TaskCompletionSource Opened()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        return gate;
    }
}
