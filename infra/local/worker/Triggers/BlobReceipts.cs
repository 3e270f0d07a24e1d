using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>
/// Receipts of blobs: one small blob per function, blob and ETag, so that each content of a blob is handed to a function once over
/// all processes and restarts. A receipt says <i>enqueued</i>, not processed.
/// <code>
/// missing -> created -> leased -> (message sent) -> completed
///                          '-- process died: the lease ends, the next one leases it
/// </code>
/// </summary>
internal sealed class BlobReceipts(BlobContainerClient container, string hostId)
{
    private const string Completed = "Completed";
    private const int Conflict = 409;
    private const int PreconditionFailed = 412;
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(30);

    public async Task PrepareAsync(CancellationToken cancellation) =>
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);

    /// <summary>
    /// Hands a blob over unless it was handed over before. False when another process is at it just now: ask again later.
    /// </summary>
    public async Task<bool> HandOverAsync(string function, string source, string blob, ETag etag, Func<Task> handOver)
    {
        var receipt = container.GetBlobClient($"blobreceipts/{hostId}/{function}/{etag.ToString().Trim('"')}/{source}/{blob}");
        if (!await CreateAsync(receipt) && await IsCompletedAsync(receipt))
            return true;
        var lease = receipt.GetBlobLeaseClient();
        try
        {
            await lease.AcquireAsync(LeaseTime);
        }
        catch (RequestFailedException taken) when (taken.Status == Conflict)
        {
            return false;
        }

        // Another process may have completed it between our look and our lease.
        if (!await IsCompletedAsync(receipt))
        {
            await handOver();
            await receipt.SetMetadataAsync(
                new Dictionary<string, string> { [Completed] = "true" }, new BlobRequestConditions { LeaseId = lease.LeaseId });
        }

        await lease.ReleaseAsync();
        return true;
    }

    private static async Task<bool> CreateAsync(BlobClient receipt)
    {
        try
        {
            await receipt.UploadAsync(
                BinaryData.FromString(""),
                new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } });
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status is Conflict or PreconditionFailed)
        {
            return false;
        }
    }

    private static async Task<bool> IsCompletedAsync(BlobClient receipt) =>
        (await receipt.GetPropertiesAsync()).Value.Metadata.ContainsKey(Completed);
}
