using System.Diagnostics;

namespace ReapFunctions.Benchmarks.Prompts;

/// <summary>Answer times of a closed loop: each client sends its next request when the last one is answered.</summary>
internal sealed class Latencies
{
    private readonly double[] milliseconds;

    private Latencies(double[] milliseconds, double seconds)
    {
        this.milliseconds = milliseconds;
        PerSecond = milliseconds.Length / seconds;
    }

    public double PerSecond { get; }

    /// <summary>The time within which this share of the requests was answered, in milliseconds (nearest rank).</summary>
    public double Percentile(double share) => milliseconds[(int)Math.Ceiling(share * milliseconds.Length) - 1];

    /// <param name="keys">One request each, dealt out among the clients.</param>
    public static async Task<Latencies> MeasureAsync(IReadOnlyList<string> keys, int clients, Func<string, Task> request)
    {
        var times = new double[keys.Count];
        var next = -1;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var mine && mine < keys.Count)
            {
                var start = Stopwatch.GetTimestamp();
                await request(keys[mine]);
                times[mine] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        })));
        var seconds = clock.Elapsed.TotalSeconds;
        Array.Sort(times);
        return new Latencies(times, seconds);
    }
}
