using Azure;
using Azure.Storage.Queues;

namespace ReapFunctions.Local.Worker.Storage;

/// <summary>Sending to queues that may not exist yet.</summary>
internal static class QueueSending
{
    private const int NotFound = 404;

    /// <summary>Sends a message; creates the queue when it is missing.</summary>
    public static async Task SendOrCreateAsync(this QueueClient queue, BinaryData body, CancellationToken cancellation)
    {
        try
        {
            await queue.SendMessageAsync(body, cancellationToken: cancellation);
        }
        catch (RequestFailedException missing) when (missing.Status == NotFound)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellation);
            await queue.SendMessageAsync(body, cancellationToken: cancellation);
        }
    }
}
