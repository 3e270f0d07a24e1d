using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ReapFunctions;

// Compiled only for Azure: the host exports its own telemetry (host.json, telemetryMode), this exports the worker's.
public static partial class Registration
{
    static partial void AddTelemetry(IServiceCollection services, IConfiguration configuration)
    {
        // Without an address the exporter would keep the app from starting.
        if (configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is not { Length: > 0 } address)
            return;
        services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .UseAzureMonitorExporter(exporter =>
            {
                exporter.ConnectionString = address;
                exporter.Credential = new DefaultAzureCredential(
                    new DefaultAzureCredentialOptions { ManagedIdentityClientId = configuration["AzureWebJobsStorage:clientId"] });
            });
    }
}
