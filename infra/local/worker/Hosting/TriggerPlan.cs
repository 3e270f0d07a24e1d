using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using ReapFunctions.Local.Worker.Http;
using ReapFunctions.Local.Worker.Indexing;
using ReapFunctions.Local.Worker.Storage;
using ReapFunctions.Local.Worker.Triggers;

namespace ReapFunctions.Local.Worker.Hosting;

/// <summary>A function with the queue that it reads.</summary>
internal sealed record QueuePlan(FunctionEntry Function, string Name);

/// <summary>A function with the blobs that it wants.</summary>
internal sealed record BlobPlan(FunctionEntry Function, BlobPathPattern Pattern);

/// <summary>A function with its schedule.</summary>
internal sealed record TimerPlan(FunctionEntry Function, TimerSchedule Schedule);

/// <summary>What an app's functions wait for, with all settings put in.</summary>
internal sealed record TriggerPlan
{
    public required string HostId { get; init; }

    public required IReadOnlyList<FunctionEntry> Functions { get; init; }

    public IReadOnlyList<QueuePlan> Queues { get; init; } = [];

    public IReadOnlyList<BlobPlan> Blobs { get; init; } = [];

    public IReadOnlyList<TimerPlan> Timers { get; init; } = [];

    /// <summary>Queues that functions send to, with their connections.</summary>
    public IReadOnlyList<(string? Connection, string Name)> Outputs { get; init; } = [];

    /// <summary>Whether the host needs storage at all.</summary>
    public bool UsesStorage => Queues.Count + Blobs.Count + Timers.Count + Outputs.Count > 0;

    public static TriggerPlan Of(
        IReadOnlyList<FunctionEntry> functions, IConfiguration settings, HostJson host, string hostId, List<string> faults)
    {
        var reader = new TriggerPlanReader(new SettingTemplate(settings), host, faults);
        var plan = new TriggerPlan
        {
            HostId = hostId,
            Functions = functions,
            Queues = [.. functions.Select(reader.Queue).OfType<QueuePlan>()],
            Blobs = [.. functions.Select(reader.Blob).OfType<BlobPlan>()],
            Timers = [.. functions.Select(reader.Timer).OfType<TimerPlan>()],
            Outputs = [.. functions.SelectMany(reader.Outputs).Distinct()],
        };
        reader.CheckRoutes(functions);
        faults.AddRange(ConnectionFaults(plan, new StorageConnections(settings)));
        return plan;
    }

    private static IEnumerable<string> ConnectionFaults(TriggerPlan plan, StorageConnections connections)
    {
        if (!plan.UsesStorage)
            return [];
        var named = plan.Queues.Select(queue => ((QueueTriggerAttribute)queue.Function.Trigger).Connection)
            .Concat(plan.Blobs.Select(blob => ((BlobTriggerAttribute)blob.Function.Trigger).Connection))
            .Concat(plan.Outputs.Select(output => output.Connection))
            .Append(StorageConnections.Default);
        return named.Select(name => name ?? StorageConnections.Default).Distinct().Select(connections.FaultOf).OfType<string>();
    }
}
