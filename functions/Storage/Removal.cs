using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ReapFunctions.Storage;

/// <summary>
/// Removing much at once. What is gone already is no fault, so that a removal that was cut off can be repeated.
/// </summary>
public static class Removal
{
    /// <summary>How many requests are under way at once.</summary>
    private const int Beside = 16;

    /// <summary>A transaction holds so many entities of one partition.</summary>
    private const int Batch = 100;

    /// <summary>Deletes every blob whose name begins so.</summary>
    public static Task RemoveAsync(this BlobContainerClient container, string prefix, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = Beside, CancellationToken = cancellationToken },
            async (blob, token) => await container.GetBlobClient(blob.Name).DeleteIfExistsAsync(cancellationToken: token));

    /// <summary>Deletes every entity that the filter finds, a hundred at a time.</summary>
    public static async Task RemoveAsync(this TableClient table, string filter, CancellationToken cancellationToken)
    {
        var batch = new List<TableTransactionAction>(Batch);
        await foreach (var entity in table.QueryAsync<TableEntity>(
            filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            if (batch.Count == Batch || (batch.Count > 0 && batch[0].Entity.PartitionKey != entity.PartitionKey))
                await SubmitAsync(table, batch, cancellationToken);
            batch.Add(new TableTransactionAction(TableTransactionActionType.Delete, entity, ETag.All));
        }
        await SubmitAsync(table, batch, cancellationToken);
    }

    private static async Task SubmitAsync(
        TableClient table, List<TableTransactionAction> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
            return;
        try
        {
            await table.SubmitTransactionAsync(batch, cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // Another removal has one of them: a transaction deletes all or nothing.
            foreach (var action in batch)
                await table.DeleteEntityAsync(action.Entity.PartitionKey, action.Entity.RowKey, ETag.All, cancellationToken);
        }
        batch.Clear();
    }
}
