using Microsoft.Extensions.Logging;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message =
        "Extract of {Source} {Status}: {Read} rows read = {Accepted} accepted + {Repaired} repaired + {Rejected} rejected")]
    public static partial void Cleaned(
        this ILogger log, string source, ReceiptStatus status, long read, long accepted, long repaired, long rejected);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "An upload was deleted or overwritten before it was cleaned (HTTP {Status})")]
    public static partial void Superseded(this ILogger log, int status);

    [LoggerMessage(Level = LogLevel.Information, Message = "Corrected rows of {Source} of {Date} were sent back")]
    public static partial void Corrected(this ILogger log, string source, string date);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Uploads} uploads had no receipt and were announced again")]
    public static partial void Unannounced(this ILogger log, int uploads);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message on queue {Queue} announces no upload and was dropped")]
    public static partial void NoUpload(this ILogger log, string queue);
}
