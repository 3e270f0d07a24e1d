using Microsoft.Extensions.Logging;
using ReapFunctions.Runs;

namespace ReapFunctions.Training;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Training {Targets} targets on {Rows} customers of drop {Date}")]
    public static partial void Training(this ILogger log, int targets, int rows, DateOnly date);

    [LoggerMessage(Level = LogLevel.Information, Message = "Target {Target}: champion {Version}. {Reason}")]
    public static partial void Trained(this ILogger log, string target, string version, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Target {Target}: no model is learned from drop {Date}. {Reason}")]
    public static partial void NothingLearned(this ILogger log, string target, DateOnly date, string reason);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Target {Target}: {Version} stays champion after drop {Date}. {Reason}")]
    public static partial void Stays(this ILogger log, string target, string version, DateOnly date, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "A new base period begins: value deciles of {Rows} customers of run {Run}")]
    public static partial void BasePeriod(this ILogger log, RunId run, int rows);
}
