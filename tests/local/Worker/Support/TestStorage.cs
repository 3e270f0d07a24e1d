using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ReapFunctions.Local.Tests.Azurite;

namespace ReapFunctions.Local.Tests.Worker.Support;

/// <summary>Names that only one test uses, in the storage account of its class, and clients for them.</summary>
internal sealed class TestStorage(AzuriteFixture azurite)
{
    private readonly string name = "t" + Guid.NewGuid().ToString("N")[..12];

    public string ConnectionString => azurite.ConnectionString;

    public string HostId => name;

    public string QueueName => name + "-in";

    public string OutputName => name + "-out";

    public string ContainerName => name + "-blobs";

    public QueueClient Queue => QueueOf(QueueName);

    public QueueClient Output => QueueOf(OutputName);

    public QueueClient Poison => QueueOf(QueueName + "-poison");

    public QueueClient BlobWork => QueueOf("azure-webjobs-blobtrigger-" + HostId);

    public QueueClient BlobPoison => QueueOf("webjobs-blobtrigger-poison");

    public BlobContainerClient Container => new(ConnectionString, ContainerName);

    /// <summary>The settings that put the names into the attributes of the test functions.</summary>
    public Dictionary<string, string?> Settings() => new()
    {
        ["AzureWebJobsStorage"] = ConnectionString,
        ["AzureFunctionsWebHost:hostid"] = HostId,
        ["Queue"] = QueueName,
        ["Output"] = OutputName,
        ["Container"] = ContainerName,
        ["urls"] = "http://127.0.0.1:0",
        ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.2",
    };

    public async Task SendAsync(params IEnumerable<string> messages)
    {
        await Queue.CreateIfNotExistsAsync();
        foreach (var message in messages)
            await Queue.SendMessageAsync(message);
    }

    public async Task UploadAsync(string blob, string content)
    {
        await Container.CreateIfNotExistsAsync();
        await Container.GetBlobClient(blob).UploadAsync(BinaryData.FromString(content), overwrite: true);
    }

    /// <summary>The texts of all messages of a queue that can be seen, once there are as many as asked for.</summary>
    public static async Task<IReadOnlyList<string>> TextsAsync(QueueClient queue, int atLeast)
    {
        PeekedMessage[] messages = [];
        await Until.TrueAsync(
            async () =>
            {
                if (!await queue.ExistsAsync())
                    return false;
                messages = await queue.PeekMessagesAsync(32);
                return messages.Length >= atLeast;
            },
            $"{atLeast} messages in {queue.Name}");
        return [.. messages.Select(message => message.Body.ToString())];
    }

    /// <summary>Messages of a queue, hidden ones too.</summary>
    public static async Task<int> CountAsync(QueueClient queue) =>
        (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount;

    private QueueClient QueueOf(string queue) =>
        new(ConnectionString, queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
}
