using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ReapFunctions.Storage;

/// <summary>Small JSON documents in blobs.</summary>
public static class JsonBlobs
{
    /// <summary>The document, or null when there is no such blob.</summary>
    public static async Task<T?> ReadJsonAsync<T>(
        this BlobContainerClient container, string name, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var blob = await container.GetBlobClient(name).DownloadContentAsync(cancellationToken);
            return blob.Value.Content.ToObjectFromJson<T>(ConfigJson.Options);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The documents that the buckets of a run have written, in the order of the buckets.</summary>
    /// <param name="nameOf">The name of a bucket's document.</param>
    /// <exception cref="InvalidOperationException">A bucket has none; the message has its name.</exception>
    public static Task<T[]> ReadPartsAsync<T>(
        this BlobContainerClient container, int buckets, Func<int, string> nameOf, CancellationToken cancellationToken)
        where T : class =>
        Task.WhenAll(Enumerable.Range(0, buckets).Select(async bucket =>
            await container.ReadJsonAsync<T>(nameOf(bucket), cancellationToken)
            ?? throw new InvalidOperationException($"There is no {container.Name}/{nameOf(bucket)}.")));

    public static Task WriteJsonAsync<T>(
        this BlobContainerClient container, string name, T value, CancellationToken cancellationToken) =>
        container.GetBlobClient(name).UploadAsync(Body(value), JsonUpload(conditions: null), cancellationToken);

    /// <summary>Writes the document unless the blob exists; false when it does, and it is left as it is.</summary>
    public static async Task<bool> CreateJsonAsync<T>(
        this BlobContainerClient container, string name, T value, CancellationToken cancellationToken)
    {
        try
        {
            var conditions = new BlobRequestConditions { IfNoneMatch = ETag.All };
            await container.GetBlobClient(name).UploadAsync(Body(value), JsonUpload(conditions), cancellationToken);
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            return false;
        }
    }

    /// <summary>The documents right in a folder.</summary>
    /// <param name="folder">Ends with a slash.</param>
    public static async Task<IReadOnlyList<T>> ReadAllJsonAsync<T>(
        this BlobContainerClient container, string folder, CancellationToken cancellationToken)
        where T : class
    {
        var documents = new List<T>();
        await foreach (var item in container.GetBlobsByHierarchyAsync(
            BlobTraits.None, BlobStates.None, "/", folder, cancellationToken))
        {
            if (item.IsBlob && await container.ReadJsonAsync<T>(item.Blob.Name, cancellationToken) is { } document)
                documents.Add(document);
        }
        return documents;
    }

    /// <summary>Changes a document, again if another process changed it meanwhile.</summary>
    /// <returns>The document as it stands then; null when there is none.</returns>
    public static async Task<T?> ChangeJsonAsync<T>(
        this BlobContainerClient container, string name, Func<T, T> change, CancellationToken cancellationToken)
        where T : class
    {
        var blob = container.GetBlobClient(name);
        while (true)
        {
            try
            {
                var found = (await blob.DownloadContentAsync(cancellationToken)).Value;
                var changed = change(found.Content.ToObjectFromJson<T>(ConfigJson.Options)!);
                var conditions = new BlobRequestConditions { IfMatch = found.Details.ETag };
                await blob.UploadAsync(Body(changed), JsonUpload(conditions), cancellationToken);
                return changed;
            }
            catch (RequestFailedException missing) when (missing.Status is 404)
            {
                return null;
            }
            catch (RequestFailedException raced) when (raced.Status is 409 or 412)
            {
                // Changed meanwhile: look again.
            }
        }
    }

    private static BinaryData Body<T>(T value) =>
        BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(value, ConfigJson.Options));

    private static BlobUploadOptions JsonUpload(BlobRequestConditions? conditions) =>
        new() { Conditions = conditions, HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" } };
}
