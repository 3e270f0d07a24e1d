using Microsoft.Extensions.Logging;

namespace ReapFunctions.Pages;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Function} is called from a page by {User}: {Query}")]
    public static partial void CalledFromPage(this ILogger log, string function, string user, string? query);
}
