using System.Collections.Concurrent;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace ReapFunctions.Local.Worker.Storage;

/// <summary>Clients of storage accounts by the name of the setting that holds the connection. Thread-safe.</summary>
internal sealed class StorageConnections(IConfiguration settings)
{
    /// <summary>The connection of the host itself, and of triggers that name none.</summary>
    public const string Default = "AzureWebJobsStorage";

    private const string Prefix = "AzureWebJobs";

    private readonly ConcurrentDictionary<string, BlobServiceClient> blobs = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(string Name, bool Base64), QueueServiceClient> queues = new();

    public BlobServiceClient Blobs(string? name) => blobs.GetOrAdd(name ?? Default, NewBlobs);

    public QueueServiceClient Queues(string? name, bool base64) => queues.GetOrAdd((name ?? Default, base64), NewQueues);

    /// <summary>Why a connection cannot be used, or null.</summary>
    public string? FaultOf(string? name)
    {
        var section = Find(name ?? Default);
        if (section is null)
        {
            return $"The storage connection '{name ?? Default}' is not set. Set it to a connection string "
                + $"(UseDevelopmentStorage=true for Azurite on its usual ports), or set {name ?? Default}__blobServiceUri and "
                + $"{name ?? Default}__queueServiceUri to sign in with an identity.";
        }

        return null;
    }

    private BlobServiceClient NewBlobs(string name)
    {
        var section = Require(name);
        return section.Value is { Length: > 0 } connectionString
            ? new(connectionString)
            : new(ServiceUri(section, "blob"), Identity(section));
    }

    private QueueServiceClient NewQueues((string Name, bool Base64) key)
    {
        var section = Require(key.Name);
        var options = new QueueClientOptions
        {
            MessageEncoding = key.Base64 ? QueueMessageEncoding.Base64 : QueueMessageEncoding.None,
        };
        if (key.Base64)
            options.MessageDecodingFailed += failure => UndecodedMessages.MoveToPoisonAsync(failure, Queues(key.Name, base64: false));
        return section.Value is { Length: > 0 } connectionString
            ? new(connectionString, options)
            : new(ServiceUri(section, "queue"), Identity(section), options);
    }

    private IConfigurationSection Require(string name) =>
        Find(name) ?? throw new InvalidOperationException(FaultOf(name));

    private IConfigurationSection? Find(string name)
    {
        string[] candidates = name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? ["ConnectionStrings:" + name, name]
            : ["ConnectionStrings:" + Prefix + name, Prefix + name, "ConnectionStrings:" + name, name];
        return candidates.Select(settings.GetSection)
            .FirstOrDefault(section => section.Value is { Length: > 0 } || section.GetChildren().Any());
    }

    private static Uri ServiceUri(IConfigurationSection section, string service)
    {
        if (section[service + "ServiceUri"] is { Length: > 0 } uri)
            return new(uri);
        if (section["accountName"] is { Length: > 0 } account)
            return new($"https://{account}.{service}.core.windows.net");
        throw new InvalidOperationException(
            $"The storage connection '{section.Path}' has neither {service}ServiceUri nor accountName. Set one of them.");
    }

    private static TokenCredential Identity(IConfigurationSection section) => StorageIdentity.From(section);
}
