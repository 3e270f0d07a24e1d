using Microsoft.Extensions.Logging;

namespace ReapFunctions.Training;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Target {Target}: champion {Version}. {Reason}")]
    public static partial void Trained(this ILogger log, string target, string version, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Training {Targets} targets on {Rows} customers of drop {Date}")]
    public static partial void Training(this ILogger log, int targets, int rows, DateOnly date);

    [LoggerMessage(Level = LogLevel.Information, Message = "Drop {Date} waits: another training is under way")]
    public static partial void Waits(this ILogger log, DateOnly date);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Candidate {Candidate} could not be learned and is left out")]
    public static partial void CandidateFailed(this ILogger log, Exception fault, string candidate);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No training: drop {Date} has no clean extract of {Source}")]
    public static partial void NothingToTrainOn(this ILogger log, DateOnly date, string source);
}
