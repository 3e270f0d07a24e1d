using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ReapFunctions.Local.Worker.Hosting;

/// <summary>What every local host starts from.</summary>
internal static class LocalHostDefaults
{
    private const string EnvironmentPrefix = "AZURE_FUNCTIONS_";

    // Settings do not change while a host runs; watchers cost time at start and there are only so many per user.
    private const string NoFileWatchers = "--hostBuilder:reloadConfigOnChange=false";

    public static WebApplicationBuilder CreateWebBuilder(LocalHostSetup setup)
    {
        var web = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = [NoFileWatchers, .. setup.Arguments],
            ContentRootPath = setup.Directory,
            EnvironmentName = Environment.GetEnvironmentVariable(EnvironmentPrefix + "ENVIRONMENT") ?? "Development",
        });
        LocalSettings.AddTo(web.Configuration, setup.Directory);
        web.Services.AddRouting();
        web.Services.AddOptions<WorkerOptions>();
        web.Services.Configure<JsonSerializerOptions>(json => json.PropertyNameCaseInsensitive = true);
        AddConsole(web.Logging);
        return web;
    }

    // On Azure the worker has no console logger: its logs travel to the platform. Here the console is all there is.
    private static void AddConsole(ILoggingBuilder logging) => logging
        .ClearProviders()
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
            console.UseUtcTimestamp = true;
        })
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
}
