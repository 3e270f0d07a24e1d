using Microsoft.Extensions.Logging;
using ReapFunctions.Runs;

namespace ReapFunctions.Lists;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message =
        "Listed {Rows} customers of target {Target} from run {Run} for {By}")]
    public static partial void Listed(this ILogger log, RunId run, string target, int rows, string by);

    [LoggerMessage(Level = LogLevel.Information, Message =
        "Selection {Selection} of run {Run} is kept: {Rows} customers of target {Target}")]
    public static partial void Kept(this ILogger log, string selection, RunId run, string target, long rows);

    [LoggerMessage(Level = LogLevel.Information, Message = "The customers of selection {Selection} are fetched as {Format}")]
    public static partial void Pulled(this ILogger log, string selection, string format);
}
