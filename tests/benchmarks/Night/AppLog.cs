using System.Globalization;
using System.Text.RegularExpressions;

namespace ReapFunctions.Benchmarks.Night;

/// <summary>One execution of a function: when it began and ended, time of day in UTC.</summary>
internal sealed record Execution(string Function, TimeSpan Start, TimeSpan End)
{
    public double Seconds => (End - Start).TotalSeconds;
}

/// <summary>What the app's own log says of a night: the host logs the beginning and the end of every execution.</summary>
internal static partial class AppLog
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for a line that holds a text, and returns when it was written.</summary>
    public static async Task<TimeSpan> UntilAsync(string file, string text, Action throwIfHopeless)
    {
        while (true)
        {
            if (Read(file).FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } found)
                return TimeOf(found);
            throwIfHopeless();
            await Task.Delay(Look);
        }
    }

    public static int Lines(string file) => Read(file).Count;

    /// <summary>Every execution that has ended, in the order of their ends.</summary>
    public static IReadOnlyList<Execution> Executions(string file)
    {
        var started = new Dictionary<string, TimeSpan>();
        var ended = new List<Execution>();
        foreach (var line in Read(file))
        {
            if (Executing().Match(line) is { Success: true } begin)
                started[begin.Groups[2].Value] = TimeOf(line);
            else if (Executed().Match(line) is { Success: true } end)
                ended.Add(new Execution(end.Groups[1].Value, started[end.Groups[2].Value], AfterMidnight(TimeOf(line), started[end.Groups[2].Value])));
        }
        return ended;
    }

    /// <summary>Seconds in which at least one function ran.</summary>
    public static double ActiveSeconds(IEnumerable<Execution> executions)
    {
        var (active, until) = (0.0, TimeSpan.MinValue);
        foreach (var execution in executions.OrderBy(execution => execution.Start))
        {
            var from = execution.Start > until ? execution.Start : until;
            active += Math.Max(0, (execution.End - from).TotalSeconds);
            until = execution.End > until ? execution.End : until;
        }
        return active;
    }

    public static TimeSpan AfterMidnight(TimeSpan end, TimeSpan start) => end < start ? end + TimeSpan.FromDays(1) : end;

    private static List<string> Read(string file)
    {
        // The app's parent holds it open for writing.
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n').SkipLast(1)];
    }

    private static TimeSpan TimeOf(string line) => TimeSpan.Parse(line.AsSpan(0, 12), CultureInfo.InvariantCulture);

    [GeneratedRegex(@" Executing '(\w+)' \(([\w-]+)\)")]
    private static partial Regex Executing();

    [GeneratedRegex(@" Executed '(\w+)' \(succeeded, ([\w-]+), ")]
    private static partial Regex Executed();
}
