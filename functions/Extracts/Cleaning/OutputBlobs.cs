using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Extracts.Cleaning;

/// <summary>
/// The blobs of one cleaning: clean rows by bucket, and rejects. None is seen before the extract was read to its end.
/// </summary>
internal sealed class OutputBlobs
{
    // All blobs hold a block while they are written: together no more than this.
    private const int InMemory = 64 * 1024 * 1024;
    private const int MinBlock = 256 * 1024;

    private readonly List<WholeBlobStream> buckets = [];
    private readonly bool isOfPeople;
    private WholeBlobStream? rejected;
    private WholeBlobStream? withdrawn;

    /// <param name="id">See <see cref="ExtractPath.ExtractId"/>.</param>
    public OutputBlobs(CleanRowStore clean, ReceiptStore receipts, Contract contract, string id, int buckets)
    {
        isOfPeople = contract.Roles.HasPeople;
        var blockSize = Math.Clamp(InMemory / buckets, MinBlock, WholeBlobStream.DefaultBlock);
        Output = new ExtractOutput(
            buckets,
            (bucket, _) => Opened(clean.Create(contract, id, bucket, blockSize), this.buckets.Add),
            _ => Opened(receipts.CreateRejects(id, blockSize), blob => rejected = blob))
        {
            OpenWithdrawals = _ => Opened(clean.CreateWithdrawals(contract, id), blob => withdrawn = blob),
        };
    }

    public ExtractOutput Output { get; }

    /// <summary>Lets the blobs appear; of a refused extract only the rejects.</summary>
    public async Task CommitAsync(Receipt receipt, CancellationToken cancellationToken)
    {
        // Of who is in it only people are asked.
        if (receipt.Status != ReceiptStatus.Refused && isOfPeople && receipt.Withdrawn + receipt.Rejected > 0)
            await withdrawn!.CommitAsync(cancellationToken);
        for (var bucket = 0; receipt.Status != ReceiptStatus.Refused && bucket < buckets.Count; bucket++)
            await buckets[bucket].CommitAsync(CleanRowStore.Metadata(receipt.RowsByBucket[bucket]), cancellationToken);
        if (rejected is not null)
            await rejected.CommitAsync(cancellationToken);
    }

    private static Task<Stream> Opened(WholeBlobStream blob, Action<WholeBlobStream> keep)
    {
        keep(blob);
        return Task.FromResult<Stream>(blob);
    }
}
