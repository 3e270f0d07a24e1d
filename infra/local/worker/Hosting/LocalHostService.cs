using Azure;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Worker.Storage;
using ReapFunctions.Local.Worker.Triggers;

namespace ReapFunctions.Local.Worker.Hosting;

/// <summary>Starts the listeners with the host and ends them with it.</summary>
internal sealed class LocalHostService : IHostedService
{
    private readonly ListenerFactory factory;
    private readonly TriggerPlan plan;
    private readonly StorageConnections connections;
    private readonly HostJson host;
    private readonly HostStop stop;
    private readonly ILogger<LocalHostService> log;
    private IReadOnlyList<Listener> listeners = [];

    public LocalHostService(
        ListenerFactory factory,
        TriggerPlan plan,
        StorageConnections connections,
        HostJson host,
        HostStop stop,
        IHostApplicationLifetime lifetime,
        ILogger<LocalHostService> log)
    {
        this.factory = factory;
        this.plan = plan;
        this.connections = connections;
        this.host = host;
        this.stop = stop;
        this.log = log;

        // At the first sign of a stop, before the web server has waited for its last request.
        lifetime.ApplicationStopping.Register(stop.Begin);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        listeners = factory.Create();
        try
        {
            await Task.WhenAll(listeners.Select(listener => listener.PrepareAsync(cancellationToken))
                .Concat(plan.Outputs.Select(output => CreateAsync(output, cancellationToken))));
        }
        catch (Exception fault) when (fault is AggregateException or RequestFailedException { Status: 0 })
        {
            throw new InvalidOperationException(
                $"The storage of setting {StorageConnections.Default} does not answer. Start Azurite, or correct the setting.", fault);
        }

        foreach (var listener in listeners)
            listener.Start();
        log.Started(plan.Functions.Count, string.Join(", ", plan.Functions.Select(function => function.Name)), plan.HostId);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        stop.Begin();
        await Task.WhenAll(listeners.Select(listener => listener.Completion)).WaitAsync(cancellationToken);
        log.Stopped();
    }

    private async Task CreateAsync((string? Connection, string Name) queue, CancellationToken cancellation) =>
        await connections.Queues(queue.Connection, host.Queues.Base64).GetQueueClient(queue.Name)
            .CreateIfNotExistsAsync(cancellationToken: cancellation);
}
