using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using ReapFunctions.Storage;

namespace ReapFunctions.Runs;

/// <summary>A bucket's records of one kind.</summary>
/// <param name="Entities">Worked out while they are written.</param>
/// <param name="Lists">By target: entries in the bucket's part of its list, where the kind writes lists.</param>
public sealed record BucketRecords(IEnumerable<ITableEntity> Entities, IReadOnlyDictionary<string, long>? Lists = null);

/// <summary>
/// Writes a bucket's records of one kind into the run's own table, marks them, and says once when the run has all.
/// </summary>
/// <remarks>
/// Several of the last writers see all marks at once, and one of them announces: whose name stands in the run first, by a
/// conditional write. The host sends the announcement only after the function has ended, so a killed announcer may not have sent
/// it. Then its message comes again, finds its own name and announces again; any other message finds another's and is silent.
/// </remarks>
public sealed class RecordStore(TableServiceClient tables, RunLedger ledger, ILogger<RecordStore> log)
{
    /// <summary>Creates the run's tables; before its first bucket message is sent.</summary>
    public Task CreateTablesAsync(RunId run, CancellationToken cancellationToken) =>
        Task.WhenAll(
            Enum.GetValues<RecordKind>().Select(kind => tables.CreateTableIfNotExistsAsync(run.Table(kind), cancellationToken)));

    /// <param name="work">Works the records out; left out when they are written already.</param>
    /// <returns>The announcement that every bucket has every kind of record, when it is this one's to make; else null.</returns>
    public async Task<RunWritten?> WriteAsync(
        BucketMessage message, RecordKind kind, Func<Task<BucketRecords>> work, CancellationToken cancellationToken)
    {
        var run = message.RunId();
        if (!await ledger.Marks.IsSetAsync(run, kind, message.Bucket, cancellationToken))
            await WriteAsync(run, message.Bucket, kind, await work(), cancellationToken);
        return await IsAnnouncerAsync(run, BucketMark.PartOf(kind, message.Bucket), cancellationToken)
            ? new RunWritten(message.Run)
            : null;
    }

    private async Task WriteAsync(
        RunId run, int bucket, RecordKind kind, BucketRecords records, CancellationToken cancellationToken)
    {
        var written = await tables.GetTableClient(run.Table(kind)).UpsertAllAsync(records.Entities, cancellationToken);
        var mark = new BucketMark(kind, bucket, written);
        await ledger.Marks.SetAsync(run, records.Lists is { } lists ? mark with { Lists = lists } : mark, cancellationToken);
        log.Written(run, bucket, written, kind);
    }

    private async Task<bool> IsAnnouncerAsync(RunId run, string part, CancellationToken cancellationToken)
    {
        var state = await ledger.Runs.GetAsync(run, cancellationToken);
        var set = await ledger.Marks.OfAsync(run, cancellationToken);
        if (state.IsDone || set.Count < BucketMarkStore.Needed(state.Buckets))
            return false;
        state = await ledger.Runs.ChangeAsync(run, found => found.AnnouncedBy is null
            ? found with { AnnouncedBy = part }
            : null, cancellationToken);
        return state.AnnouncedBy == part;
    }
}
