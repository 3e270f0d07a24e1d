using Microsoft.Extensions.Logging;

namespace ReapFunctions.Local.Worker.Hosting;

/// <summary>What the host says.</summary>
internal static partial class Log
{
    [LoggerMessage(10, LogLevel.Information, "{Count} functions ({Names}), host id {HostId}")]
    public static partial void Started(this ILogger log, int count, string names, string hostId);

    [LoggerMessage(11, LogLevel.Information, "All work has ended or is given back")]
    public static partial void Stopped(this ILogger log);
}
