using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using ReapFunctions.Contracts;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Snapshots;

/// <summary>
/// The clean rows of an extract, bucket by bucket: <c>clean/{folder}/{bucket}.csv</c>; those of a detail source in the container
/// <c>details</c>.
/// </summary>
public sealed class CleanRowStore(BlobServiceClient blobs)
{
    /// <summary>The clean rows of a bucket, to be written and committed.</summary>
    public WholeBlobStream Create(Contract contract, string folder, int bucket, int blockSize) =>
        new(ContainerOf(contract).GetBlockBlobClient(NameOf(folder, bucket)), blockSize);

    /// <exception cref="InvalidDataException">The clean rows are not of this contract.</exception>
    public async Task<Snapshot> ReadAsync(
        DropExtract extract, int bucket, Contract contract, CancellationToken cancellationToken)
    {
        await using var stream = await ContainerOf(contract).GetBlobClient(NameOf(extract.Folder, bucket))
            .OpenReadAsync(cancellationToken: cancellationToken);
        return contract.Roles.Detail is null
            ? await SnapshotReader.ReadAsync(stream, contract, cancellationToken)
            : await SnapshotReader.ReadDetailsAsync(stream, contract, cancellationToken);
    }

    private BlobContainerClient ContainerOf(Contract contract) =>
        blobs.GetBlobContainerClient(contract.Roles.Detail is null ? Containers.Clean : Containers.Details);

    private static string NameOf(string folder, int bucket) => $"{folder}/{bucket:D3}.csv";
}
