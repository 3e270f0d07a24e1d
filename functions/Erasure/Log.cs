using Microsoft.Extensions.Logging;

namespace ReapFunctions.Erasure;

internal static partial class Log
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Erased a customer: {Entities} entities, {Rows} rows of blobs; {Left} blobs are left to look at")]
    public static partial void Erased(this ILogger log, int entities, int rows, int left);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "An erasure waits until the run that is being written is complete, or another ends")]
    public static partial void Waits(this ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A customer is no longer erased: rows of theirs are taken again")]
    public static partial void Lifted(this ILogger log);
}
