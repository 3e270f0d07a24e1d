using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Lists;

/// <summary>A run's lists in the <c>lists</c> container: a part per bucket while it is written, one ranked list per target once published.</summary>
public sealed class ListBlobs(BlobServiceClient blobs)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Lists);

    public async Task WritePartsAsync(
        RunId run, int bucket, IReadOnlyDictionary<string, ListEntry[]> lists, CancellationToken cancellationToken)
    {
        foreach (var (target, entries) in lists)
        {
            await using var part = await OpenAsync(ListManifest.PartName(run.ToString(), target, bucket), cancellationToken);
            await ListMerge.WritePartAsync(entries, part, cancellationToken);
        }
    }

    /// <summary>Merges the parts of all buckets into the run's list of each target.</summary>
    public async Task MergeAsync(RunId run, int buckets, IEnumerable<string> targets, CancellationToken cancellationToken)
    {
        foreach (var target in targets)
        {
            var parts = new List<Stream>();
            for (var bucket = 0; bucket < buckets; bucket++)
                parts.Add(await container.GetBlobClient(ListManifest.PartName(run.ToString(), target, bucket)).OpenReadAsync(cancellationToken: cancellationToken));
            ListManifest manifest;
            await using (var list = await OpenAsync(ListManifest.BlobName(run.ToString(), target), cancellationToken))
                manifest = await ListMerge.MergeAsync(run, target, parts, list, cancellationToken);
            foreach (var part in parts)
                await part.DisposeAsync();
            await container.WriteJsonAsync(ListManifest.ManifestName(run.ToString(), target), manifest, cancellationToken);
        }
    }

    private Task<Stream> OpenAsync(string name, CancellationToken cancellationToken) =>
        container.GetBlockBlobClient(name).OpenWriteAsync(overwrite: true, cancellationToken: cancellationToken);
}
