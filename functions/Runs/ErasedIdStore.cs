using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Storage;

namespace ReapFunctions.Runs;

/// <summary>
/// Who is erased, in the blob <c>erasures/ids.json</c>: one document, so that asking is one read and a change is one conditional
/// write.
/// </summary>
public sealed class ErasedIdStore(BlobServiceClient blobs)
{
    private const string Name = "ids.json";
    private readonly BlobClient blob = blobs.GetBlobContainerClient(Containers.Erasures).GetBlobClient(Name);

    /// <summary>Who is erased by now.</summary>
    public async Task<ErasedIds> ReadAsync(CancellationToken cancellationToken) => (await FindAsync(cancellationToken)).Ids;

    /// <summary>Applies a change to what is stored, again if another process changed it meanwhile.</summary>
    /// <param name="change">The new set, or null to leave it.</param>
    /// <returns>The set as it stands then.</returns>
    public async Task<ErasedIds> ChangeAsync(Func<ErasedIds, ErasedIds?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (ids, version) = await FindAsync(cancellationToken);
            if (change(ids) is not { } changed)
                return ids;
            try
            {
                var conditions = version is { } known
                    ? new BlobRequestConditions { IfMatch = known }
                    : new BlobRequestConditions { IfNoneMatch = ETag.All };
                await blob.UploadAsync(
                    BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(changed.Stored, RecordJson.Options)),
                    new BlobUploadOptions { Conditions = conditions },
                    cancellationToken);
                return changed;
            }
            catch (RequestFailedException raced) when (raced.Status is 409 or 412)
            {
                // Another erasure was noted meanwhile: look again.
            }
        }
    }

    /// <param name="Version">Null when nobody was erased yet.</param>
    private sealed record Found(ErasedIds Ids, ETag? Version);

    private async Task<Found> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = (await blob.DownloadContentAsync(cancellationToken)).Value;
            return new(
                ErasedIds.From(RecordJson.Read<ErasedIds.Document>(found.Content.ToString())), found.Details.ETag);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return new(ErasedIds.None, null);
        }
    }
}
