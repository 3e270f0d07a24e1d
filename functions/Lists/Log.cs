using Microsoft.Extensions.Logging;

namespace ReapFunctions.Lists;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Listed {Rows} customers of target {Target} from run {Run}")]
    public static partial void Listed(ILogger log, ReapFunctions.Runs.RunId run, string target, int rows);
}
