using Microsoft.Extensions.Logging;

namespace ReapFunctions.Http;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} cannot answer: storage cannot be read or written")]
    public static partial void StorageDown(this ILogger log, string function, Exception fault);
}
