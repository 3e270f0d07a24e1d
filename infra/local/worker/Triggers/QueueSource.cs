using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ReapFunctions.Local.Worker.Hosting;

namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>A queue that is read, and what is done with its messages.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Poison">Where messages go that failed too often; null when there is no such place.</param>
/// <param name="Limits">How it is read.</param>
/// <param name="RunAsync">Works on one message; throws when that failed.</param>
internal sealed record QueueSource(
    QueueClient Queue, QueueClient? Poison, QueueLimits Limits, Func<QueueMessage, CancellationToken, Task> RunAsync);
