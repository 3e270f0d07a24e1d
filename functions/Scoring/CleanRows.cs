using Azure.Storage.Blobs;
using ReapFunctions.Extracts;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Scoring;

/// <summary>The clean rows of an extract, bucket by bucket: <c>clean/{folder}/{bucket}.csv</c>; those of a detail source in the container <c>details</c>.</summary>
public sealed class CleanRows(BlobServiceClient blobs)
{
    public BlobClient BlobOf(Contract contract, string folder, int bucket) =>
        blobs.GetBlobContainerClient(contract.Roles.Detail is null ? Containers.Clean : Containers.Details).GetBlobClient($"{folder}/{bucket:D3}.csv");

    /// <exception cref="InvalidDataException">The clean rows are not of this contract.</exception>
    public async Task<Snapshot> ReadAsync(
        DropExtract extract, int bucket, Contract contract, CancellationToken cancellationToken)
    {
        await using var stream = await BlobOf(contract, extract.Folder, bucket).OpenReadAsync(cancellationToken: cancellationToken);
        return contract.Roles.Detail is null
            ? await SnapshotReader.ReadAsync(stream, contract, cancellationToken)
            : await SnapshotReader.ReadDetailsAsync(stream, contract, cancellationToken);
    }
}
