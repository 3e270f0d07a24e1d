using Microsoft.Extensions.Logging;

namespace ReapFunctions.Local.Worker.Invocation;

/// <summary>What invocations say.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Executing '{Function}' ({Invocation})")]
    public static partial void Executing(this ILogger log, string function, string invocation);

    [LoggerMessage(2, LogLevel.Information, "Executed '{Function}' (succeeded, {Invocation}, {Milliseconds:0} ms)")]
    public static partial void Executed(this ILogger log, string function, string invocation, double milliseconds);

    [LoggerMessage(3, LogLevel.Error, "Executed '{Function}' (failed, {Invocation}, {Milliseconds:0} ms)")]
    public static partial void Failed(
        this ILogger log, Exception fault, string function, string invocation, double milliseconds);
}
