using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using ReapFunctions.Storage;
using ReapFunctions.Tests;

namespace ReapFunctions.Night.Tests;

/// <summary>A storage account of a test's own, with the containers, queues and tables of the app.</summary>
public sealed class TestAccount : IAsyncLifetime
{
    private SharedAccount? shared;

    internal string ConnectionString => shared!.ConnectionString;

    internal BlobServiceClient Blobs { get; private set; } = null!;

    internal TableServiceClient Tables { get; private set; } = null!;

    internal QueueServiceClient Queues { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        shared = await SharedAccount.TakeAsync();
        Blobs = new BlobServiceClient(ConnectionString);
        Tables = new TableServiceClient(ConnectionString);
        Queues = new QueueServiceClient(
            ConnectionString, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await new StorageSetup(Blobs, Queues, Tables).StartAsync(CancellationToken.None);
        await LabelledTelco.ConfigureAsync(ConnectionString);
    }

    /// <summary>Clients that try nothing again, with a policy between them and storage.</summary>
    internal IServiceCollection AddClients(IServiceCollection services, HttpPipelinePolicy policy)
    {
        T With<T>(T options)
            where T : ClientOptions
        {
            options.Retry.MaxRetries = 0;
            // A request may be held until everything else is done, however long a busy machine takes for it.
            options.Retry.NetworkTimeout = TimeSpan.FromMinutes(10);
            options.AddPolicy(policy, HttpPipelinePosition.BeforeTransport);
            return options;
        }
        return services
            .AddSingleton(new BlobServiceClient(ConnectionString, With(new BlobClientOptions())))
            .AddSingleton(new TableServiceClient(ConnectionString, With(new TableClientOptions())))
            .AddSingleton(
                new QueueServiceClient(
                    ConnectionString, With(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 })));
    }

    public Task DisposeAsync() => shared!.DisposeAsync().AsTask();
}
