using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Storage;

namespace ReapFunctions.Extracts;

/// <summary>Uploads that have no receipt: no event has announced them, or their cleaning never ended.</summary>
public sealed class UnannouncedUploads(BlobServiceClient blobs, TimeProvider clock)
{
    /// <summary>Events come within seconds and cleaning ends within minutes: sooner, an upload is no stray.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(30);

    /// <summary>What could not be cleaned for so long needs a person: the poison queue holds its message.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromDays(2);

    /// <summary>Their addresses.</summary>
    public async Task<IReadOnlyList<Uri>> FindAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var container = blobs.GetBlobContainerClient(Containers.Extracts);
        var uploads = new List<(string Name, string Receipt)>();
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, "", cancellationToken))
        {
            var version = UploadVersion.Of(blob);
            if (now - version.UploadedAt is var age && age >= Least && age <= Most)
                uploads.Add((blob.Name, ReceiptLog.Name(ExtractPath.IdOf(blob.Name, version.ETag))));
        }
        return uploads.Count == 0 ? [] : await WithoutReceiptAsync(container, uploads, cancellationToken);
    }

    /// <summary>One listing of the receipts of these sources is cheaper than a question per upload.</summary>
    private async Task<IReadOnlyList<Uri>> WithoutReceiptAsync(
        BlobContainerClient container, List<(string Name, string Receipt)> uploads, CancellationToken cancellationToken)
    {
        var missing = uploads.ToDictionary(upload => upload.Receipt, upload => upload.Name, StringComparer.Ordinal);
        var receipts = blobs.GetBlobContainerClient(Containers.Receipts);
        foreach (var folder in uploads.Select(upload => upload.Name[..(upload.Name.LastIndexOf('/') + 1)]).Distinct(StringComparer.Ordinal))
        {
            await foreach (var receipt in receipts.GetBlobsAsync(BlobTraits.None, BlobStates.None, folder, cancellationToken))
                missing.Remove(receipt.Name);
        }
        return [.. missing.Values.Select(name => container.GetBlobClient(name).Uri)];
    }
}
