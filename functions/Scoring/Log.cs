using Microsoft.Extensions.Logging;

namespace ReapFunctions.Scoring;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Run {Run} bucket {Bucket}: scored {Customers} customers on {Targets} targets")]
    public static partial void Scored(this ILogger log, string run, int bucket, int customers, int targets);
}
