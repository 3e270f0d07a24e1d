using System.Diagnostics.CodeAnalysis;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Config;
using Microsoft.Azure.WebJobs.Host.Executors;
using Microsoft.Azure.WebJobs.Host.Listeners;
using Microsoft.Azure.WebJobs.Host.Timers;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Host.Functions;
using ReapFunctions.Local.Host.Settings;

namespace ReapFunctions.Local.Host.Jobs;

/// <summary>The WebJobs SDK, the engine of the genuine host, set up to run the functions of an app.</summary>
internal sealed class JobsHost : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan TimeoutGrace = TimeSpan.FromSeconds(5);

    private readonly IHost host;
    private readonly ILogger logger;
    private bool started;

    private JobsHost(IHost host, ILogger logger)
    {
        this.host = host;
        this.logger = logger;
    }

    /// <summary>Runs a function by its name: those that no trigger runs.</summary>
    public IJobHost Functions => host.Services.GetRequiredService<IJobHost>();

    /// <summary>What answers events of blobs.</summary>
    public IAsyncConverter<HttpRequestMessage, HttpResponseMessage> BlobEvents =>
        host.Services.GetServices<IExtensionConfigProvider>()
            .OfType<IAsyncConverter<HttpRequestMessage, HttpResponseMessage>>().First();

    public static JobsHost Build(
        IConfiguration settings,
        string hostId,
        IEnumerable<AppFunction> functions,
        FunctionRunner runner,
        JobFaults faults,
        ILoggerFactory loggers,
        TimeProvider time)
    {
        var scans = BlobScan.Needed(settings);
        var type = new FunctionType(scans);
        type.Define(functions);
        var host = new HostBuilder()
            .ConfigureAppConfiguration(configuration => configuration.AddConfiguration(settings))
            .ConfigureWebJobs(AddTriggers, options => options.AllowPartialHostStartup = true)
            .ConfigureServices(services =>
            {
                services.AddSingleton(loggers);
                services.AddSingleton<ITypeLocator>(type);
                services.AddSingleton<IHostIdProvider>(new HostIdentity(hostId));
                services.AddSingleton<IJobActivator>(new JobActivator(runner));
                services.AddSingleton<IWebJobsExceptionHandlerFactory>(faults);
                AddOwnParts(services);
                AddTimeouts(services, settings);
                AddPolicies(services, scans ? [new MessageLockPolicy(), new BlobScan(time)] : [new MessageLockPolicy()]);
            })
            .Build();
        return new JobsHost(host, loggers.CreateLogger<JobsHost>());
    }

    private static void AddTriggers(IWebJobsBuilder jobs)
    {
        jobs.AddAzureStorageCoreServices();
        jobs.AddAzureStorageBlobs();
        jobs.AddAzureStorageQueues();
        jobs.AddTimers();
    }

    /// <summary>What takes the place of parts of the SDK.</summary>
    private static void AddOwnParts(IServiceCollection services)
    {
        services.AddSingleton<IHostLifetime, QuietLifetime>();
        services.AddSingleton<IListenerDecorator, MessageLock>();
        services.AddSingleton<ScheduleMonitor, ScheduleBlobs>();
    }

    private static void AddTimeouts(IServiceCollection services, IConfiguration settings)
    {
        services.Configure<HostOptions>(options => options.ShutdownTimeout = StopTimeout);
        if (HostJson.FunctionTimeout(settings) is not { } timeout)
            return;
        services.Configure<JobHostFunctionTimeoutOptions>(options =>
        {
            options.Timeout = timeout;
            options.ThrowOnTimeout = true;
            options.TimeoutWhileDebugging = true;
            options.GracePeriod = TimeoutGrace;
        });
    }

    /// <summary>Has every client of storage go through the policies.</summary>
    private static void AddPolicies(IServiceCollection services, HttpPipelinePolicy[] policies) =>
        services.AddAzureClients(clients => clients.ConfigureDefaults(options =>
        {
            foreach (var policy in policies)
                options.AddPolicy(policy, HttpPipelinePosition.PerCall);
        }));

    /// <exception cref="HostException">host.json or a setting has a value that the SDK does not take.</exception>
    [SuppressMessage("Design", "CA1031", Justification = "The SDK says what it does not like by exceptions of every kind.")]
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            var cause = SettingFault.MessageOf(fault, host.Services.GetRequiredService<IConfiguration>());
            throw new HostException($"The triggers do not start: {cause} Check host.json and the settings.", fault);
        }
        started = true;
    }

    /// <summary>Takes no more work, cancels what runs, and returns once its messages are given back.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever the SDK throws, the worker must be ended after it.")]
    public async Task StopAsync()
    {
        if (!started)
            return;
        started = false;
        try
        {
            await host.StopAsync().WaitAsync(StopTimeout);
        }
        catch (Exception fault)
        {
            Log.StopFailed(logger, fault.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        try
        {
            host.Dispose();
        }
        catch (InvalidOperationException fault)
        {
            // The SDK minds that what did not stop in time is stopped again; the worker must be ended after it all the same.
            Log.StopFailed(logger, fault.Message);
        }
    }
}
