using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using ReapFunctions.Local.Azurite;

namespace ReapFunctions.Host.Tests.Running;

/// <summary>An empty storage account, and short ways to its queues and blobs.</summary>
public class Azurite : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private AzuriteServer server = null!;

    private protected virtual AzuriteOptions Options { get; } = new();

    internal string ConnectionString => server.ConnectionString;

    public virtual async Task InitializeAsync() =>
        server = await AzuriteServer.StartAsync(Options, CancellationToken.None);

    public virtual async Task DisposeAsync() => await server.DisposeAsync();

    internal async Task<BlobContainerClient> ContainerAsync(string name)
    {
        var container = new BlobContainerClient(ConnectionString, name);
        await container.CreateIfNotExistsAsync();
        return container;
    }

    internal async Task SendAsync(string queue, params string[] texts)
    {
        var client = await QueueAsync(queue);
        foreach (var text in texts)
            await client.SendMessageAsync(text);
    }

    /// <summary>Waits for messages, which are taken out of the queue.</summary>
    internal async Task<IReadOnlyList<string>> TakeAsync(string queue, int count)
    {
        var client = await QueueAsync(queue);
        List<string> texts = [];
        using var deadline = new CancellationTokenSource(Patience);
        while (texts.Count < count)
        {
            Assert.False(
                deadline.IsCancellationRequested, $"{queue} has {texts.Count} of {count} messages: {string.Join(", ", texts)}");
            foreach (var message in (await client.ReceiveMessagesAsync(Math.Min(32, count - texts.Count))).Value)
            {
                texts.Add(message.Body.ToString());
                await client.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            }
            if (texts.Count < count)
                await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
        return texts;
    }

    /// <summary>How many messages a queue has, those included that are being worked on.</summary>
    internal async Task<int> CountAsync(string queue) =>
        (await (await QueueAsync(queue)).GetPropertiesAsync()).Value.ApproximateMessagesCount;

    internal async Task EmptyAsync(string queue) =>
        await Until.TrueAsync(async () => await CountAsync(queue) == 0, $"{queue} is empty");

    private async Task<QueueClient> QueueAsync(string name)
    {
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        var client = new QueueClient(ConnectionString, name, options);
        await client.CreateIfNotExistsAsync();
        return client;
    }
}
