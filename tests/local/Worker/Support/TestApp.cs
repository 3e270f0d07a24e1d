using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Worker.Hosting;

namespace ReapFunctions.Local.Tests.Worker.Support;

/// <summary>A host with the functions of a test.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private readonly IHost host;

    private TestApp(IHost host) => this.host = host;

    public HttpClient Http { get; private set; } = new();

    public IServiceProvider Services => host.Services;

    public static FunctionsApplicationBuilder Builder(
        IReadOnlyDictionary<string, string?> settings, Calls calls, params Type[] functions)
    {
        var builder = new FunctionsApplicationBuilder(new LocalHostSetup { FunctionTypes = functions });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton(calls);
        builder.Logging.SetMinimumLevel(Environment.GetEnvironmentVariable("REAP_TEST_LOG") is { } level ? Enum.Parse<LogLevel>(level) : LogLevel.Critical);
        builder.ConfigureFunctionsWebApplication();
        return builder;
    }

    public static async Task<TestApp> StartAsync(FunctionsApplicationBuilder builder)
    {
        var app = new TestApp(builder.Build());
        await app.host.StartAsync();
        var address = app.host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        app.Http.BaseAddress = new Uri(address);
        return app;
    }

    public static Task<TestApp> StartAsync(
        IReadOnlyDictionary<string, string?> settings, Calls calls, params Type[] functions) =>
        StartAsync(Builder(settings, calls, functions));

    /// <summary>Stops as a signal to the process does.</summary>
    public Task StopAsync() => host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await host.StopAsync();
        host.Dispose();
    }
}
