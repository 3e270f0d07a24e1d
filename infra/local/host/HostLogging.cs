using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using ReapFunctions.Local.Host.Settings;

namespace ReapFunctions.Local.Host;

/// <summary>One log for the host and its worker: a line per record on standard output, filtered as host.json says.</summary>
internal static class HostLogging
{
    public static ILoggerFactory Create(IConfiguration settings) => LoggerFactory.Create(logging =>
    {
        logging.Services.AddSingleton(TimeProvider.System);
        logging
            .AddConsole(console => console.FormatterName = LogFormatter.FormatterName)
            .AddConsoleFormatter<LogFormatter, ConsoleFormatterOptions>()
            .SetMinimumLevel(LogLevel.Information)
            // What the genuine host keeps to itself. Azure: every poll of a queue would be a line.
            .AddFilter("Azure", LogLevel.Error)
            // Written for telemetry: what they say stands in the records of the functions.
            .AddFilter("Host.Results", LogLevel.None)
            .AddFilter("Host.Aggregator", LogLevel.None)
            .AddFilter("Grpc", LogLevel.Warning)
            .AddFilter("Yarp", LogLevel.Error)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting", LogLevel.Warning)
            .AddFilter("Microsoft.Azure.WebJobs.Hosting", LogLevel.Warning)
            .AddFilter("Microsoft.Azure.WebJobs.Extensions.Storage.Blobs.Config", LogLevel.Warning)
            .AddConfiguration(settings.GetSection($"{HostJson.Section}:logging"));
    });
}
