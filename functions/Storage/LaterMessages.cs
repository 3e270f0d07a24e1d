using System.Text.Json;
using Azure.Storage.Queues;

namespace ReapFunctions.Storage;

/// <summary>Messages that are seen only after a while: what an output binding cannot send.</summary>
public static class LaterMessages
{
    /// <summary>Sends a message, as the worker would write it, that is hidden for so long.</summary>
    public static Task SendLaterAsync<T>(
        this QueueServiceClient queues, string queue, T message, TimeSpan hidden, CancellationToken cancellationToken) =>
        queues.GetQueueClient(queue)
            .SendMessageAsync(JsonSerializer.Serialize(message), hidden, timeToLive: null, cancellationToken);
}
