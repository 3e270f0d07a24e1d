using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace ReapFunctions.Storage;

/// <summary>
/// Replaces the content of a blob in one write, so that a reader sees the old content or the new, whenever the process dies.
/// </summary>
internal static class BlobRewrite
{
    /// <summary>Copies a blob's content to an output and says how many rows it left out.</summary>
    public delegate Task<int> Copy(Stream content, Stream output, CancellationToken cancellationToken);

    /// <summary>
    /// Rewrites the blob by <paramref name="copy"/> when that leaves something out; a blob that changes meanwhile is looked at
    /// again.
    /// </summary>
    /// <param name="metadata">Of the new content, by the properties of the old and the new length; null keeps what there
    /// is.</param>
    /// <returns>
    /// Rows left out, also by a writing that the SDK sent twice or another did at once; 0 when the blob is gone.
    /// </returns>
    public static async Task<int> RewriteAsync(
        this BlobContainerClient container,
        string name,
        Copy copy,
        CancellationToken cancellationToken,
        Func<BlobProperties, long, IDictionary<string, string>>? metadata = null)
    {
        var blob = container.GetBlobClient(name);
        var sent = 0;
        while (true)
        {
            try
            {
                BlobProperties properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
                // Nothing is left to leave out: what was sent, and refused as written meanwhile, had arrived before.
                if (await CopyAsync(blob, properties.ETag, copy, Stream.Null, cancellationToken) == 0)
                    return sent;
                // Not the SDK's upload: its blocks are named by their place alone, and two rewritings of a large blob would mix
                // theirs.
                await using var content = new WholeBlobStream(container.GetBlockBlobClient(name));
                var erased = await CopyAsync(blob, properties.ETag, copy, content, cancellationToken);
                sent = erased;
                await content.CommitAsync(
                    new BlobUploadOptions
                    {
                        Conditions = new BlobRequestConditions { IfMatch = properties.ETag },
                        HttpHeaders =
                            new BlobHttpHeaders
                            {
                                ContentType = properties.ContentType,
                                ContentEncoding = properties.ContentEncoding
                            },
                        Metadata = metadata?.Invoke(properties, content.Length) ?? properties.Metadata,
                    },
                    cancellationToken);
                return erased;
            }
            catch (RequestFailedException changed)
                when (changed.Status == 412 || changed.ErrorCode == BlobErrorCode.InvalidBlockList)
            {
                // Written by another meanwhile: what stands there now is what counts.
            }
            catch (RequestFailedException gone) when (gone.Status == 404)
            {
                return 0;
            }
        }
    }

    private static async Task<int> CopyAsync(
        BlobClient blob, ETag version, Copy copy, Stream output, CancellationToken cancellationToken)
    {
        var options = new BlobOpenReadOptions(
            allowModifications: false)
        { Conditions = new BlobRequestConditions { IfMatch = version } };
        await using var content = await blob.OpenReadAsync(options, cancellationToken);
        return await copy(content, output, cancellationToken);
    }
}
