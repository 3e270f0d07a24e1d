using Azure;
using Azure.Data.Tables;

namespace ReapFunctions.Storage;

/// <summary>Recording what is posted again under the same id until there is an answer.</summary>
internal static class RecordedOnce
{
    /// <summary>Adds the entity, unless one of its key is there.</summary>
    /// <returns>Null; or what is there, and then nothing is written.</returns>
    public static async Task<TableEntity?> AddOnceAsync(
        this TableClient table, TableEntity entity, CancellationToken cancellationToken)
    {
        try
        {
            await table.AddEntityAsync(entity, cancellationToken);
            return null;
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            return await table.GetEntityAsync<TableEntity>(
                entity.PartitionKey, entity.RowKey, cancellationToken: cancellationToken);
        }
    }
}
