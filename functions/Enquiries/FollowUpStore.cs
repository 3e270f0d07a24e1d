using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Enquiries;

/// <summary>Follow-ups of enquiries in table <c>FollowUps</c>.</summary>
public sealed class FollowUpStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(Tables.FollowUps);

    /// <summary>Records a follow-up, once for its id.</summary>
    /// <returns>Null; or what was recorded under the id before, and then nothing is written.</returns>
    public async Task<FollowUpRecord?> AddAsync(FollowUpRecord record, CancellationToken cancellationToken) =>
        await table.AddOnceAsync(FollowUpEntity.Of(record), cancellationToken) is { } before ? FollowUpEntity.Read(before) : null;

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

    /// <summary>Removes what was recorded before a day.</summary>
    public Task RemoveBeforeAsync(DateOnly first, CancellationToken cancellationToken)
    {
        var since = new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return table.RemoveAsync(TableClient.CreateQueryFilter($"At lt {since}"), cancellationToken);
    }
}
