using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ReapFunctions.Storage;

/// <summary>
/// The clients of the one storage account that holds everything, registered from the same setting that the triggers use:
/// <c>AzureWebJobsStorage</c> as a connection string, or <c>AzureWebJobsStorage__blobServiceUri</c>, <c>__queueServiceUri</c> and
/// <c>__tableServiceUri</c> with a managed identity (<c>__clientId</c> for a user-assigned one).
/// </summary>
public static class StorageClients
{
    private const string Setting = "AzureWebJobsStorage";

    public static IServiceCollection AddStorageClients(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[Setting] is { Length: > 0 } connection)
            return services
                .AddSingleton(new BlobServiceClient(connection))
                .AddSingleton(
                    new QueueServiceClient(connection, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }))
                .AddSingleton(new TableServiceClient(connection));

        var section = configuration.GetSection(Setting);
        TokenCredential credential = new DefaultAzureCredential(
            new DefaultAzureCredentialOptions { ManagedIdentityClientId = section["clientId"] });
        return services
            .AddSingleton(new BlobServiceClient(Endpoint(section, "blob"), credential))
            .AddSingleton(new QueueServiceClient(
                Endpoint(section, "queue"), credential, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }))
            .AddSingleton(new TableServiceClient(Endpoint(section, "table"), credential));
    }

    private static Uri Endpoint(IConfigurationSection section, string service) =>
        Uri.TryCreate(section[$"{service}ServiceUri"], UriKind.Absolute, out var uri)
            ? uri
            : throw new InvalidOperationException(
                $"No storage account is set. Give the connection string {Setting}, or {Setting}__{service}ServiceUri for a "
                    + "managed identity.");
}
