using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using ReapFunctions.Local.Azurite;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>A storage account of a test's own, with the containers, queues and tables of the app.</summary>
public sealed class TestAccount : IAsyncLifetime
{
    private AzuriteServer? azurite;

    internal string ConnectionString => azurite!.ConnectionString;

    internal BlobServiceClient Blobs { get; private set; } = null!;

    internal TableServiceClient Tables { get; private set; } = null!;

    internal QueueServiceClient Queues { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        azurite = await AzuriteServer.StartAsync(new AzuriteOptions(), CancellationToken.None);
        Blobs = new BlobServiceClient(azurite.ConnectionString);
        Tables = new TableServiceClient(azurite.ConnectionString);
        Queues = new QueueServiceClient(
            azurite.ConnectionString, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await new StorageSetup(Blobs, Queues, Tables).StartAsync(CancellationToken.None);
    }

    public Task DisposeAsync() => azurite!.DisposeAsync().AsTask();
}
