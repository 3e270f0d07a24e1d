using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night;

/// <summary>
/// Removes a run: its tables, its scored rows and lists, then its marks and last the run itself, so that a removal that was cut
/// off is found and finished the next time. Scorecards stay: movements are measured against them, and they hold no customer id.
/// </summary>
public sealed class OldRunStore(TableServiceClient tables, BlobServiceClient blobs, RunLedger ledger)
{
    public async Task RemoveAsync(RunId run, CancellationToken cancellationToken)
    {
        foreach (var kind in Enum.GetValues<RecordKind>())
            await DeleteTableAsync(run.Table(kind), cancellationToken);
        foreach (var container in new[] { Containers.Scored, Containers.Lists })
            await DeleteBlobsAsync(blobs.GetBlobContainerClient(container), $"{run}/", cancellationToken);
        // Marks left behind would complete a new run of the same name before it has begun.
        await ledger.Marks.RemoveAsync(run, cancellationToken);
        await ledger.Inputs.RemoveAsync(run, cancellationToken);
        await ledger.Runs.RemoveAsync(run, cancellationToken);
    }

    private async Task DeleteTableAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await tables.DeleteTableAsync(name, cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // An earlier attempt deleted it.
        }
    }

    private static async Task DeleteBlobsAsync(BlobContainerClient container, string prefix, CancellationToken cancellationToken)
    {
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
            await container.GetBlobClient(blob.Name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
    }
}
