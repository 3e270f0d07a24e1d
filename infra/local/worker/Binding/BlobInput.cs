using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace ReapFunctions.Local.Worker.Binding;

/// <summary>A new or changed blob.</summary>
internal sealed class BlobInput(
    BlobContainerClient container,
    string name,
    BlobProperties properties,
    IReadOnlyDictionary<string, string> tokens) : TriggerInput
{
    private readonly BlobClient blob = container.GetBlobClient(name);
    private IReadOnlyDictionary<string, string>? metadata;
    private Stream? open;

    public override IReadOnlyDictionary<string, string> Metadata => metadata ??= ReadMetadata();

    public override async ValueTask<object?> BindAsync(Type type, WorkerJson json, CancellationToken cancellation)
    {
        if (Client(type) is { } client)
            return client;
        if (type == typeof(Stream))
            return open = (await blob.DownloadStreamingAsync(cancellationToken: cancellation)).Value.Content;
        var content = (await blob.DownloadContentAsync(cancellation)).Value.Content;
        return type == typeof(byte[]) ? content.ToArray() : ValueConverter.Convert(content.ToString(), type, json);
    }

    public override ValueTask ReleaseAsync() => open is null ? default : open.DisposeAsync();

    private object? Client(Type type)
    {
        if (type == typeof(BlobClient) || type == typeof(BlobBaseClient))
            return blob;
        if (type == typeof(BlockBlobClient))
            return container.GetBlockBlobClient(name);
        if (type == typeof(PageBlobClient))
            return container.GetPageBlobClient(name);
        if (type == typeof(AppendBlobClient))
            return container.GetAppendBlobClient(name);
        return type == typeof(BlobContainerClient) ? container : null;
    }

    private Dictionary<string, string> ReadMetadata()
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["BlobTrigger"] = container.Name + "/" + name,
            ["Uri"] = JsonSerializer.Serialize(blob.Uri),
            ["Properties"] = JsonSerializer.Serialize(new
            {
                properties.LastModified,
                ETag = properties.ETag.ToString(),
                Length = properties.ContentLength,
                properties.ContentType,
                properties.ContentEncoding,
            }),
            ["Metadata"] = JsonSerializer.Serialize(properties.Metadata),
        };
        foreach (var (token, value) in tokens)
            values[token] = value;
        return values;
    }
}
