using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Host.Functions;
using ReapFunctions.Local.Host.Http;
using ReapFunctions.Local.Host.Jobs;
using ReapFunctions.Local.Host.Settings;
using ReapFunctions.Local.Host.Worker;
using Yarp.ReverseProxy.Forwarder;

namespace ReapFunctions.Local.Host;

/// <summary>The host from start to stop: web, worker, triggers, and in reverse.</summary>
internal static class LocalHost
{
    /// <summary>Runs the app until the process is told to stop.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="HostException">It cannot start, or cannot go on.</exception>
    public static async Task<int> RunAsync(HostArguments arguments)
    {
        using var stop = new StopSignals(arguments.EndWithParent);
        try
        {
            await RunAsync(arguments, stop);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            // Told to stop while starting: nothing was begun.
        }
        return 0;
    }

    private static async Task RunAsync(HostArguments arguments, StopSignals stop)
    {
        var app = AppFolder.Read(arguments.App);
        var settings = AppSettings.Read(arguments.App);
        var configuration = AppSettings.Configure(settings, app.HostJson);
        var keys = FunctionKeys.Read(settings, arguments.Address);
        await StorageCheck.RunAsync(configuration, stop.Token);
        RunInUtc(settings);
        using var loggers = HostLogging.Create(configuration);
        var logger = loggers.CreateLogger("Host");
        var hostId = HostIdentity.Of(configuration, Path.GetFileNameWithoutExtension(app.Worker));
        var functions = FunctionSelection.Of(app.Functions, configuration, logger);
        var channels = new WaitingChannels();
        Triggers? triggers = null;
        await using var channelServer = await ChannelServer.StartAsync(channels, loggers, stop.Token);
        await using var worker = new FunctionWorker(app, settings, functions, channels, loggers);
        var routes = new FunctionRoutes(keys, () => triggers!.Functions);
        var receipts = BlobScan.Needed(configuration) ? BlobReceipts.Open(configuration, hostId) : null;
        var events = new BlobEvents(keys, FunctionType.OfBlobEvents(functions), () => triggers!.BlobEvents, receipts);
        await using var server = await PublicServer.StartAsync(arguments, routes, events, keys, hostId, loggers, stop.Token);
        routes.Map(functions, HostJson.RoutePrefix(configuration), server.Service<IInlineConstraintResolver>(), logger);
        using var forwarder = new RequestForwarder(server.Service<IHttpForwarder>());
        var runner = new FunctionRunner(functions, worker, forwarder);
        await using var started = triggers = new Triggers(
            faults => JobsHost.Build(configuration, hostId, functions, runner, faults, loggers, TimeProvider.System),
            () => new JobFaults(worker, loggers.CreateLogger<JobFaults>()),
            loggers.CreateLogger<Triggers>());
        await worker.StartAsync(channelServer.Url, stop.Token);
        await triggers.StartAsync(stop.Token);
        server.Open();
        await Console.Out.WriteLineAsync($"Now listening on: {server.Url}");
        var ended = await Task.WhenAny(stop.Requested, worker.Broken, triggers.Broken);
        Log.Stopping(logger);
        await server.StopAsync();
        await triggers.StopAsync();
        if (ended is Task<HostException> broken)
            throw await broken;
    }

    /// <summary>Schedules are in UTC, as on Azure; the SDK reads them in the zone of the process.</summary>
    private static void RunInUtc(Dictionary<string, string> settings)
    {
        settings["TZ"] = "UTC";
        Environment.SetEnvironmentVariable("TZ", "UTC");
        TimeZoneInfo.ClearCachedData();
    }
}
