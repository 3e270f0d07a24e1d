using Azure.Storage.Queues;

namespace ReapFunctions.Night.Tests;

/// <summary>Queues that hold what could not be processed.</summary>
internal static class PoisonQueues
{
    public static async Task<IReadOnlyList<string>> WithMessagesAsync(string connectionString)
    {
        var service = new QueueServiceClient(connectionString);
        var found = new List<string>();
        await foreach (var queue in service.GetQueuesAsync())
        {
            if (queue.Name.EndsWith("-poison", StringComparison.Ordinal)
                && (await service.GetQueueClient(queue.Name).PeekMessagesAsync(1)).Value.Length > 0)
                found.Add(queue.Name);
        }
        return found;
    }
}
