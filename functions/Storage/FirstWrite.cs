using Azure;
using Azure.Data.Tables;

namespace ReapFunctions.Storage;

/// <summary>Writing an entity that several may want to write, and one does.</summary>
/// <remarks>
/// A write that was carried out and not answered is sent again by the SDK, and fails by what it has written itself. So each
/// bears an id of its own, and whoever is refused looks whose is there:
/// <code>
///   add, by 7 --- carried out -X- no answer
///   add, by 7 --- 409 --- by whom? 7: it was me
/// </code>
/// </remarks>
public static class FirstWrite
{
    private const string ByProperty = "WrittenBy";

    /// <param name="replaced">The entity that it takes the place of; null when there must be none.</param>
    /// <returns>What it is known by from then on; null when somebody else has written it.</returns>
    public static async Task<ETag?> TryWriteFirstAsync(
        this TableClient table, TableEntity entity, ETag? replaced, CancellationToken cancellationToken)
    {
        var by = Guid.NewGuid().ToString("N");
        entity[ByProperty] = by;
        try
        {
            var written = replaced is { } before
                ? await table.UpdateEntityAsync(entity, before, TableUpdateMode.Replace, cancellationToken)
                : await table.AddEntityAsync(entity, cancellationToken);
            return written.Headers.ETag;
        }
        catch (RequestFailedException raced) when (raced.Status is 404 or 409 or 412)
        {
            var found = await table.GetEntityIfExistsAsync<TableEntity>(
                entity.PartitionKey, entity.RowKey, cancellationToken: cancellationToken);
            return found.HasValue && found.Value!.GetString(ByProperty) == by ? found.Value.ETag : null;
        }
    }
}
