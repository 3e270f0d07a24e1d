using Microsoft.Extensions.Logging;
using ReapFunctions.Runs;

namespace ReapFunctions.Lists;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message =
        "Selection {Selection} of run {Run} is kept: {Rows} customers of target {Target}")]
    public static partial void Kept(this ILogger log, string selection, RunId run, string target, long rows);
}
