using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Worker.Binding;
using ReapFunctions.Local.Worker.Http;
using ReapFunctions.Local.Worker.Indexing;
using ReapFunctions.Local.Worker.Invocation;
using ReapFunctions.Local.Worker.Storage;

namespace ReapFunctions.Local.Worker.Hosting;

/// <summary>Puts a host together.</summary>
internal static class LocalHost
{
    /// <summary>How much longer than grace and patience the host may take to stop: time to give the last messages back.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    /// <summary>The host of an app.</summary>
    /// <exception cref="MisdeclaredFunctionsException">Functions or settings cannot be used; the message lists all faults.</exception>
    public static IHost Build(
        WebApplicationBuilder web,
        LocalHostSetup setup,
        IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware,
        bool http)
    {
        var faults = new List<string>();
        var settings = web.Configuration;
        var host = HostJson.Load(setup.Directory, settings, faults);
        var plan = Plan(setup, settings, host, web.Environment.ApplicationName, faults);
        if (!http && plan.Functions.FirstOrDefault(function => function.IsHttp) is { } unserved)
            faults.Add($"Function '{unserved.Name}' answers HTTP. Call builder.ConfigureFunctionsWebApplication() before Build.");
        var urls = ListenAddress.Of(settings);
        var keys = new FunctionKeys(settings).Configured;
        faults.AddRange(urls.Concat(ListenAddress.OfKestrel(settings)).Select(url => ListenAddress.FaultOf(url, keys)).OfType<string>());
        if (faults.Count > 0)
            throw new MisdeclaredFunctionsException(faults);

        AddServices(web.Services, setup, host, plan, middleware);
        AddLogLevels(web.Logging, host);
        var app = web.Build();
        app.Urls.Clear();
        foreach (var url in urls)
            app.Urls.Add(url);
        app.Services.GetRequiredService<HttpEndpoints>().Map(app, plan.Functions);
        return app;
    }

    private static TriggerPlan Plan(
        LocalHostSetup setup, IConfiguration settings, HostJson host, string applicationName, List<string> faults)
    {
        var types = setup.FunctionTypes ?? Assembly.GetEntryAssembly()?.GetTypes() ?? [];
        var functions = FunctionIndexer.Index(types, faults).Where(function => !IsDisabled(function, settings)).ToList();
        return TriggerPlan.Of(functions, settings, host, HostIdentity.Of(settings, applicationName), faults);
    }

    private static bool IsDisabled(FunctionEntry function, IConfiguration settings) =>
        new[] { $"AzureWebJobs.{function.Name}.Disabled", $"AzureWebJobs_{function.Name}_Disabled" }
            .Any(setting => settings[setting] is "1" || "true".Equals(settings[setting], StringComparison.OrdinalIgnoreCase));

    private static void AddServices(
        IServiceCollection services,
        LocalHostSetup setup,
        HostJson host,
        TriggerPlan plan,
        IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        services.AddSingleton(setup.Time).AddSingleton(host).AddSingleton(plan);
        services.AddSingleton<HostStop>().AddSingleton<StorageConnections>().AddSingleton<QueueSignals>();
        services.AddSingleton<SettingTemplate>().AddSingleton<WorkerJson>().AddSingleton<ParameterBinder>();
        services.AddSingleton<FunctionActivators>().AddSingleton<FunctionExecution>().AddSingleton<OutputWriter>();
        services.AddSingleton<FunctionKeys>().AddSingleton<HttpEndpoints>().AddSingleton<ListenerFactory>();
        services.AddSingleton(provider => Pipeline(middleware, provider.GetRequiredService<FunctionExecution>()));
        services.AddSingleton<FunctionRunner>();
        services.AddHostedService<LocalHostService>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = host.ShutdownGrace + HostStop.Patience + Settling);
    }

    private static FunctionExecutionDelegate Pipeline(
        IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware, FunctionExecution execution) =>
        middleware.Reverse().Aggregate((FunctionExecutionDelegate)execution.ExecuteAsync, (next, outer) => outer(next));

    private static void AddLogLevels(ILoggingBuilder logging, HostJson host)
    {
        foreach (var (category, text) in host.LogLevels)
        {
            if (!Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level))
                continue;
            if (category.Equals("default", StringComparison.OrdinalIgnoreCase))
                logging.SetMinimumLevel(level);
            else
                logging.AddFilter(category, level);
        }
    }
}
