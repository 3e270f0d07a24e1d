namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>
/// Pauses between looks at something that is empty: 100 ms, then twice as long each time up to a limit, and from the start again
/// when something was found.
/// </summary>
internal sealed class PollingDelay(TimeSpan longest)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private TimeSpan next = Shortest;

    public void Reset() => next = Shortest;

    public TimeSpan Next()
    {
        var now = next < longest ? next : longest;
        next = now + now;
        return now;
    }
}
