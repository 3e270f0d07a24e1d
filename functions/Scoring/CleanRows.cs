using Azure.Storage.Blobs;
using ReapFunctions.Extracts;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Scoring;

/// <summary>The clean rows of an extract, bucket by bucket: <c>clean/{folder}/{bucket}.csv</c>.</summary>
public sealed class CleanRows(BlobServiceClient blobs)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Clean);

    public static string Name(string folder, int bucket) => $"{folder}/{bucket:D3}.csv";

    public async Task<Snapshot> ReadAsync(
        DropExtract extract, int bucket, Contract contract, CancellationToken cancellationToken)
    {
        await using var stream = await container.GetBlobClient(Name(extract.Folder, bucket)).OpenReadAsync(cancellationToken: cancellationToken);
        return await SnapshotReader.ReadAsync(stream, contract, cancellationToken);
    }

    /// <summary>The extract's customers, whole buckets until <paramref name="most"/> rows are reached: buckets are a random split.</summary>
    public async Task<Snapshot> ReadAllAsync(
        DropExtract extract, int most, Contract contract, CancellationToken cancellationToken)
    {
        var parts = new List<Snapshot>();
        for (var bucket = 0; bucket < extract.RowsByBucket.Count && parts.Sum(part => part.Rows) < most; bucket++)
            parts.Add(await ReadAsync(extract, bucket, contract, cancellationToken));
        return Snapshot.Concat(parts);
    }
}
