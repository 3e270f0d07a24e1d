using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Worker.Binding;
using ReapFunctions.Local.Worker.Indexing;
using ReapFunctions.Local.Worker.Invocation;
using ReapFunctions.Local.Worker.Storage;
using ReapFunctions.Local.Worker.Triggers;

namespace ReapFunctions.Local.Worker.Hosting;

/// <summary>Makes the listeners that an app's triggers need.</summary>
internal sealed class ListenerFactory(
    TriggerPlan plan,
    StorageConnections connections,
    QueueSignals signals,
    FunctionRunner runner,
    HostJson host,
    HostStop stop,
    TimeProvider time,
    ILoggerFactory logs)
{
    /// <summary>Receipts, locks and schedules of all apps on a storage account.</summary>
    private const string HostContainer = "azure-webjobs-hosts";

    private BlobContainerClient Hosts => connections.Blobs(null).GetBlobContainerClient(HostContainer);

    public IReadOnlyList<Listener> Create() =>
        [.. plan.Queues.Select(OfQueue), .. plan.Timers.Select(OfTimer), .. OfBlobs()];

    private QueueListener OfQueue(QueuePlan queue)
    {
        var connection = ((QueueTriggerAttribute)queue.Function.Trigger).Connection;
        var service = connections.Queues(connection, host.Queues.Base64);
        var poison = PoisonQueue.NameFor(queue.Name) is { } name ? service.GetQueueClient(name) : null;
        return Reading(new(
            service.GetQueueClient(queue.Name),
            poison,
            host.Queues,
            (message, cancellation) => runner.RunAsync(queue.Function, new QueueInput(message), cancellation)));
    }

    private TimerListener OfTimer(TimerPlan timer) =>
        new(timer.Function, timer.Schedule, Hosts, plan.HostId, runner, stop, time, logs.CreateLogger<TimerListener>());

    private IEnumerable<Listener> OfBlobs()
    {
        if (plan.Blobs.Count == 0)
            return [];
        var sources = plan.Blobs.Select(SourceOf).ToList();
        var service = connections.Queues(null, base64: true);
        var queue = service.GetQueueClient("azure-webjobs-blobtrigger-" + plan.HostId);
        var work = new BlobWork(sources, runner, logs.CreateLogger<BlobWork>());
        return
        [
            Reading(new(queue, service.GetQueueClient(PoisonQueue.Blobs), host.Blobs, work.RunAsync)),
            .. sources.Select(source => Scanning(source, queue)),
        ];
    }

    private BlobSource SourceOf(BlobPlan blob)
    {
        var connection = ((BlobTriggerAttribute)blob.Function.Trigger).Connection;
        return new(blob.Function, connections.Blobs(connection).GetBlobContainerClient(blob.Pattern.Container), blob.Pattern);
    }

    private QueueListener Reading(QueueSource source) => new(source, signals, stop, time, logs.CreateLogger<QueueListener>());

    private BlobScanner Scanning(BlobSource source, QueueClient queue) => new(
        source, new BlobReceipts(Hosts, plan.HostId), queue, host.Queues.MaxPollingInterval, signals, stop, time,
        logs.CreateLogger<BlobScanner>());
}
