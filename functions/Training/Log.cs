using Microsoft.Extensions.Logging;

namespace ReapFunctions.Training;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Target {Target}: champion {Version}. {Reason}")]
    public static partial void Trained(this ILogger log, string target, string version, string reason);
}
