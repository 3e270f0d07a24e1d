using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Hosting;

namespace ReapFunctions.Storage;

/// <summary>Creates the containers, queues and tables that are missing before the first function runs.</summary>
public sealed class StorageSetup(BlobServiceClient blobs, QueueServiceClient queues, TableServiceClient tables) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            Task.WhenAll(Containers.All.Select(name =>
                blobs.GetBlobContainerClient(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken))),
            Task.WhenAll(Queues.All.Select(name =>
                queues.GetQueueClient(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken))),
            Task.WhenAll(Tables.All.Select(name => tables.CreateTableIfNotExistsAsync(name, cancellationToken))));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
