using Microsoft.Extensions.Logging;

namespace ReapFunctions.Erasure;

internal static partial class Log
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Erased a customer: {Entities} entities, {Rows} rows of blobs; {Left} blobs are left to look at")]
    public static partial void Erased(this ILogger log, int entities, int rows, int left);
}
