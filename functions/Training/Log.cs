using Microsoft.Extensions.Logging;

namespace ReapFunctions.Training;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Target {Target}: champion {Version}. {Reason}")]
    public static partial void Trained(this ILogger log, string target, string version, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Candidate {Candidate} could not be learned and is left out")]
    public static partial void CandidateFailed(this ILogger log, Exception fault, string candidate);
}
