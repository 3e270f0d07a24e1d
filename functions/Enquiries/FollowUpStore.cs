using Azure;
using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Enquiries;

/// <summary>Follow-ups of enquiries in table <c>FollowUps</c>.</summary>
public sealed class FollowUpStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(Tables.FollowUps);

    /// <summary>Records a follow-up, once for its id.</summary>
    /// <returns>Null; or what was recorded under the id before, and then nothing is written.</returns>
    public async Task<FollowUpRecord?> AddAsync(FollowUpRecord record, CancellationToken cancellationToken)
    {
        var entity = FollowUpEntity.Of(record);
        try
        {
            await table.AddEntityAsync(entity, cancellationToken);
            return null;
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            TableEntity before = await table.GetEntityAsync<TableEntity>(
                entity.PartitionKey, entity.RowKey, cancellationToken: cancellationToken);
            return FollowUpEntity.Read(before);
        }
    }

    /// <summary>By enquiry: what was recorded since a day.</summary>
    public async Task<IReadOnlyDictionary<string, List<FollowUpRecord>>> SinceAsync(
        DateOnly day, CancellationToken cancellationToken)
    {
        var since = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var found = new Dictionary<string, List<FollowUpRecord>>(StringComparer.Ordinal);
        await foreach (var entity in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"At ge {since}"), cancellationToken: cancellationToken))
        {
            var record = FollowUpEntity.Read(entity);
            if (!found.TryGetValue(record.EnquiryId, out var told))
                found[record.EnquiryId] = told = [];
            told.Add(record);
        }
        return found;
    }

    /// <summary>Deletes those of one enquiry.</summary>
    /// <returns>How many there were.</returns>
    internal async Task<int> EraseAsync(string enquiryId, CancellationToken cancellationToken)
    {
        var erased = 0;
        await foreach (var entity in table.QueryAsync<TableEntity>(
            FollowUpEntity.Filter(enquiryId), select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            await table.DeleteEntityAsync(entity.PartitionKey, entity.RowKey, cancellationToken: cancellationToken);
            erased++;
        }
        return erased;
    }
}
