using Microsoft.Extensions.Logging;

namespace ReapFunctions.Http;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} cannot answer: storage cannot be read or written")]
    public static partial void StorageDown(this ILogger log, string function, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message =
        "{By} pulled the list {List} of {Of} as {Format}: {Customers} customers. Asked for: {Conditions}")]
    public static partial void ListPulled(
        this ILogger log, string by, string list, string of, string format, long customers, string conditions);
}
