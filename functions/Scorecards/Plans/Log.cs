using Microsoft.Extensions.Logging;
using ReapFunctions.Runs;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>What plans say in the log.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Plan {Plan} of run {Run} is kept: a budget of {Budget}")]
    public static partial void Kept(this ILogger log, string plan, RunId run, decimal budget);
}
