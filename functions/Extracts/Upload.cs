using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts;

/// <summary>One version of one uploaded blob.</summary>
/// <param name="Name">Of the blob in its container.</param>
internal sealed record Upload(BlobClient Blob, string Name, UploadVersion Version, ETag Current)
{
    /// <summary>What everything made of it is stored under; see <see cref="ExtractPath.IdOf"/>.</summary>
    public string Id => ExtractPath.IdOf(Name, Version.ETag);

    /// <exception cref="RequestFailedException">404: the upload is gone.</exception>
    public static async Task<Upload> FindAsync(BlobClient blob, string name, CancellationToken cancellationToken)
    {
        BlobProperties properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
        return new Upload(blob, name, UploadVersion.Of(properties), properties.ETag);
    }

    /// <summary>Opens this version; reading it throws 412 once it was overwritten.</summary>
    public Task<Stream> OpenAsync(CancellationToken cancellationToken) =>
        Blob.OpenReadAsync(
            new BlobOpenReadOptions(allowModifications: false)
            {
                Conditions = new BlobRequestConditions { IfMatch = Current },
            },
            cancellationToken);
}
