using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ReapFunctions.Local.Host;

/// <summary>
/// Writes a log record: time in UTC, level, category, message. Further lines of a message, and the exception, stand below it,
/// set in.
/// <code>
/// 02:00:05.626 warn Host.Triggers.Timer: ...
///              System.InvalidOperationException: ...
/// </code>
/// </summary>
internal sealed class LogFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "host";

    private static readonly string Indent = new(' ', "02:00:05.626 ".Length);

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var text = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (logEntry.Exception is { } exception)
            text = $"{text}\n{exception}";
        // Results of functions, which are written for telemetry, have no text.
        if (text is null)
            return;
        var now = time.GetUtcNow();
        // One write per record, so that records of several threads do not mix.
        textWriter.Write($"{now:HH:mm:ss.fff} {Level(logEntry.LogLevel)} {logEntry.Category}: {Below(text)}\n");
    }

    private static string Below(string text) => text.TrimEnd().ReplaceLineEndings("\n").Replace("\n", $"\n{Indent}");

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
