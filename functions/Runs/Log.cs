using Microsoft.Extensions.Logging;
using ReapFunctions.Storage;

namespace ReapFunctions.Runs;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message =
        "Run {Run} bucket {Bucket}: {Count} {Kind} records written")]
    public static partial void Written(this ILogger log, RunId run, int bucket, int count, RecordKind kind);
}
