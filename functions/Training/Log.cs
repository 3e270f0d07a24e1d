using Microsoft.Extensions.Logging;

namespace ReapFunctions.Training;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Training {Targets} targets on {Rows} customers of drop {Date}")]
    public static partial void Training(this ILogger log, int targets, int rows, DateOnly date);

    [LoggerMessage(Level = LogLevel.Information, Message = "Target {Target}: champion {Version}. {Reason}")]
    public static partial void Trained(this ILogger log, string target, string version, string reason);
}
