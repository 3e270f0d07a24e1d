using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Host.Worker.Rpc;

namespace ReapFunctions.Local.Host.Worker;

/// <summary>The worker's log records among the host's own: same categories, same levels, filtered by host.json.</summary>
internal sealed class WorkerLog(ILoggerFactory loggers)
{
    private readonly ILogger output = loggers.CreateLogger("Worker");

    /// <summary>A record that came over the channel.</summary>
    public void Write(RpcLog record)
    {
        // A metric is meant for a telemetry service.
        if (record.LogCategory == RpcLog.Types.RpcLogCategory.CustomMetric)
            return;
        var category = record.Category.Length > 0 ? record.Category : "Worker";
        var text = record.Exception is { } exception ? $"{record.Message}\n{exception.Message}" : record.Message;
        Write(loggers.CreateLogger(category), (LogLevel)record.Level, text);
    }

    /// <summary>A line that the process printed, which is not where its log goes.</summary>
    public void WriteOutput(string line) => Write(output, LogLevel.Information, line);

    private static void Write(ILogger logger, LogLevel level, string text) =>
        logger.Log(level, default, text, null, static (state, _) => state);
}
