using System.Globalization;
using System.Text.RegularExpressions;

namespace ReapFunctions.Benchmarks.Night;

/// <summary>One execution of a function: when it began and ended, in seconds after a moment.</summary>
internal sealed record Execution(string Function, double Start, double End);

/// <summary>What the app's own log says of a night: the host logs the beginning and the end of every execution.</summary>
internal static partial class AppLog
{
    /// <summary>The app may see an upload this many seconds before the uploader knows that it is done.</summary>
    private const double Early = 0.5;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for a line that holds a text, and returns when it was written.</summary>
    public static async Task<TimeSpan> UntilAsync(string file, string text, Action throwIfHopeless)
    {
        while (true)
        {
            if (Read(file)
                .FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal) && char.IsAsciiDigit(line[0])) is { } found)
                return TimeOf(found);
            throwIfHopeless();
            await Task.Delay(Look);
        }
    }

    /// <summary>How many records the log has: what belongs to the one before is set in.</summary>
    public static int Records(string file) => Read(file).Count(line => line.Length > 0 && char.IsAsciiDigit(line[0]));

    /// <summary>
    /// Every execution that began after a moment (time of day in UTC) and has ended, in the order of their ends.
    /// </summary>
    public static IReadOnlyList<Execution> Executions(string file, TimeSpan since)
    {
        var started = new Dictionary<string, TimeSpan>();
        var ended = new List<Execution>();
        foreach (var line in Read(file))
        {
            if (Executing().Match(line) is { Success: true } begin)
                started[begin.Groups[2].Value] = TimeOf(line);
            else if (Executed().Match(line) is { Success: true } end)
                ended.Add(
                    new Execution(end.Groups[1].Value, After(started[end.Groups[2].Value], since), After(TimeOf(line), since)));
        }
        return [.. ended.Where(execution => execution.Start > -Early)];
    }

    /// <summary>Seconds in which at least one function ran.</summary>
    public static double ActiveSeconds(IEnumerable<Execution> executions)
    {
        var (active, until) = (0.0, double.MinValue);
        foreach (var execution in executions.OrderBy(execution => execution.Start))
        {
            active += Math.Max(0, execution.End - Math.Max(execution.Start, until));
            until = Math.Max(execution.End, until);
        }
        return active;
    }

    /// <summary>Seconds from one time of day to another, before it when negative; midnight may lie between them.</summary>
    public static double After(TimeSpan time, TimeSpan since) =>
        Math.IEEERemainder((time - since).TotalSeconds, TimeSpan.FromDays(1).TotalSeconds);

    private static List<string> Read(string file)
    {
        // The app's parent holds it open for writing.
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n').SkipLast(1)];
    }

    private static TimeSpan TimeOf(string line) => TimeSpan.Parse(line.AsSpan(0, 12), CultureInfo.InvariantCulture);

    [GeneratedRegex(@" Executing '(\w+)' \(.*\bId=([\w-]+)")]
    private static partial Regex Executing();

    [GeneratedRegex(@" Executed '(\w+)' \(Succeeded, Id=([\w-]+), ")]
    private static partial Regex Executed();
}
