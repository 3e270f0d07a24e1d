using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ReapFunctions;

/// <summary>
/// Where the worker's telemetry goes: to Application Insights where its address is set. The host exports its own (host.json,
/// telemetryMode).
/// </summary>
internal static class Telemetry
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        // Two records for each call, of what the call's own record says.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Http", LogLevel.Warning));
        // Without an address the exporter would keep the app from starting.
        if (configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is not { Length: > 0 } address)
            return services;
        services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .UseAzureMonitorExporter(exporter =>
            {
                exporter.ConnectionString = address;
                exporter.Credential = new DefaultAzureCredential(
                    new DefaultAzureCredentialOptions
                    {
                        ManagedIdentityClientId = configuration["AzureWebJobsStorage:clientId"],
                    });
            });
        return services;
    }
}
