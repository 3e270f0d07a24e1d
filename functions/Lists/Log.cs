using Microsoft.Extensions.Logging;
using ReapFunctions.Runs;

namespace ReapFunctions.Lists;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Listed {Rows} customers of target {Target} from run {Run}")]
    public static partial void Listed(this ILogger log, RunId run, string target, int rows);
}
