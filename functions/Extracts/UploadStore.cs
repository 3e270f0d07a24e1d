using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Storage;

namespace ReapFunctions.Extracts;

/// <summary>
/// Uploads in the container <c>extracts</c>, and copies of those that can be corrected, <c>receipts/_uploads/{extract}</c>:
/// another upload under the name, be it a broken one, does not write over these.
/// </summary>
public sealed class UploadStore(BlobServiceClient blobs, TimeProvider clock)
{
    /// <summary>Events come within seconds and cleaning ends within minutes: sooner, an upload is no stray.</summary>
    private static readonly TimeSpan MinAge = TimeSpan.FromMinutes(30);

    /// <summary>What could not be cleaned for so long needs a person: the poison queue holds its message.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(2);

    /// <summary>Where copies are kept, in the container of receipts; no source is called so.</summary>
    internal const string KeptFolder = "_uploads/";

    private readonly BlobContainerClient keeping = blobs.GetBlobContainerClient(Containers.Receipts);
    private readonly BlobContainerClient extracts = blobs.GetBlobContainerClient(Containers.Extracts);

    /// <summary>The upload as it stands there now.</summary>
    /// <exception cref="RequestFailedException">404: the upload is gone.</exception>
    public async Task<Upload> GetAsync(string name, CancellationToken cancellationToken)
    {
        BlobProperties properties = await extracts.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellationToken);
        return new Upload(name, UploadVersion.Of(properties), properties.ETag);
    }

    /// <summary>Opens this version; reading it throws 412 once it was overwritten.</summary>
    public Task<Stream> OpenAsync(Upload upload, CancellationToken cancellationToken) =>
        (upload.Kept is { } kept ? keeping.GetBlobClient(kept) : extracts.GetBlobClient(upload.Name)).OpenReadAsync(
            new BlobOpenReadOptions(allowModifications: false)
            {
                Conditions = new BlobRequestConditions { IfMatch = upload.Current },
            },
            cancellationToken);

    /// <summary>Keeps a copy of this version, and not of what an erasure has left out of it meanwhile.</summary>
    /// <exception cref="RequestFailedException">404 or 412: the upload is gone or was overwritten.</exception>
    public async Task KeepAsync(Upload upload, CancellationToken cancellationToken)
    {
        var kept = keeping.GetBlobClient(KeptFolder + upload.Id);
        for (var version = upload; ;)
        {
            var isCopied = await TryCopyAsync(version, kept, cancellationToken);
            var now = await GetAsync(upload.Name, cancellationToken);
            if (now.Id != upload.Id && !isCopied)
                throw new RequestFailedException(412, "The upload was overwritten before it could be kept.");
            if (isCopied && (now.Id != upload.Id || now.Current == version.Current))
                return;
            version = now;
        }
    }

    /// <summary>The copy that is kept of a version; null without one.</summary>
    public async Task<Upload?> FindKeptAsync(string name, string extractId, CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties properties = await keeping.GetBlobClient(KeptFolder + extractId)
                .GetPropertiesAsync(cancellationToken: cancellationToken);
            return new Upload(name, UploadVersion.Of(properties), properties.ETag, KeptFolder + extractId);
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Deletes the copy of a version, where there is one.</summary>
    public Task DeleteKeptAsync(string extractId, CancellationToken cancellationToken) =>
        keeping.GetBlobClient(KeptFolder + extractId).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    private async Task<bool> TryCopyAsync(Upload version, BlobClient kept, CancellationToken cancellationToken)
    {
        try
        {
            var copying = await kept.StartCopyFromUriAsync(
                extracts.GetBlobClient(version.Name).Uri,
                new BlobCopyFromUriOptions { SourceConditions = new BlobRequestConditions { IfMatch = version.Current } },
                cancellationToken);
            await copying.WaitForCompletionAsync(cancellationToken);
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status == 412)
        {
            return false;
        }
    }

    /// <param name="replaces">Whether it takes the place of one of this name.</param>
    /// <returns>False where there is one of this name, which is left as it is.</returns>
    public async Task<bool> AddAsync(string name, Stream content, bool replaces, CancellationToken cancellationToken)
    {
        try
        {
            await extracts.GetBlobClient(name).UploadAsync(
                content,
                new BlobUploadOptions
                {
                    Conditions = replaces ? null : new BlobRequestConditions { IfNoneMatch = ETag.All },
                },
                cancellationToken);
            return true;
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412)
        {
            return false;
        }
    }

    /// <summary>Addresses of uploads that have no receipt: no event has announced them, or their cleaning never ended.</summary>
    public async Task<IReadOnlyList<Uri>> FindUnannouncedAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var uploads = new List<(string Name, string Receipt)>();
        await foreach (var blob in extracts.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, "", cancellationToken))
        {
            var version = UploadVersion.Of(blob);
            if (now - version.UploadedAt is var age && age >= MinAge && age <= MaxAge)
                uploads.Add((blob.Name, ReceiptStore.Name(ExtractPath.IdOf(blob.Name, version.ETag))));
        }
        return uploads.Count == 0 ? [] : await WithoutReceiptAsync(uploads, cancellationToken);
    }

    /// <summary>One listing of the receipts of these sources is cheaper than a question per upload.</summary>
    private async Task<IReadOnlyList<Uri>> WithoutReceiptAsync(
        List<(string Name, string Receipt)> uploads, CancellationToken cancellationToken)
    {
        var missing = uploads.ToDictionary(upload => upload.Receipt, upload => upload.Name, StringComparer.Ordinal);
        var receipts = blobs.GetBlobContainerClient(Containers.Receipts);
        foreach (var folder in uploads
            .Select(upload => upload.Name[..(upload.Name.LastIndexOf('/') + 1)]).Distinct(StringComparer.Ordinal))
        {
            await foreach (var receipt in receipts.GetBlobsAsync(BlobTraits.None, BlobStates.None, folder, cancellationToken))
                missing.Remove(receipt.Name);
        }
        return [.. missing.Values.Select(name => extracts.GetBlobClient(name).Uri)];
    }
}
