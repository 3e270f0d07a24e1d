using System.Text.Json;
using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Runs;

/// <summary>
/// The alarms that were raised for late sources, in table <c>Runs</c>, partition <c>late</c>: one per source and date.
/// </summary>
public sealed class LateSourceStore(TableServiceClient tables, DropStore drops, TimeProvider clock)
{
    private const string Partition = "late";
    private const string LateProperty = "Late";

    /// <summary>How many days an alarm is shown for.</summary>
    private const int ShownDays = 7;

    private readonly TableClient table = tables.GetTableClient(Tables.Runs);

    /// <summary>Notes an alarm; false when it was raised before.</summary>
    public async Task<bool> RaiseAsync(LateSource late, CancellationToken cancellationToken) =>
        await table.TryWriteFirstAsync(
            new TableEntity(Partition, $"{late.Date:yyyy-MM-dd}:{late.Source}")
            {
                [LateProperty] = JsonSerializer.Serialize(late, RecordJson.Options)
            },
            replaced: null,
            cancellationToken) is not null;

    /// <summary>Forgets alarms of dates before <paramref name="first"/>.</summary>
    public Task RemoveBeforeAsync(DateOnly first, CancellationToken cancellationToken) => table.RemoveAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey lt {$"{first:yyyy-MM-dd}"}"), cancellationToken);

    /// <summary>The sources that still wait for an extract of the last days.</summary>
    public async Task<IReadOnlyList<LateSource>> WaitingAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var since = today.AddDays(-ShownDays);
        var raised = new List<LateSource>();
        await foreach (var entity in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {$"{since:yyyy-MM-dd}"}"),
                cancellationToken: cancellationToken))
            raised.Add(RecordJson.Read<LateSource>(entity.GetString(LateProperty)));
        if (raised.Count == 0)
            return [];
        var arrived = (await drops.BetweenAsync(since, today, cancellationToken))
            .Select(extract => (extract.Source, extract.Date)).ToHashSet();
        return [.. raised.Where(late => !arrived.Contains((late.Source, late.Date)))];
    }
}
