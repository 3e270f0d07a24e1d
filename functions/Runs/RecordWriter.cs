using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using ReapFunctions.Storage;

namespace ReapFunctions.Runs;

/// <summary>Writes a bucket's records of one kind into the run's own table, marks them, and says when the run has all.</summary>
public sealed class RecordWriter(TableServiceClient tables, BucketMarks marks, RunStore runs, ILogger<RecordWriter> log)
{
    /// <summary>Creates the run's tables; before its first bucket message is sent.</summary>
    public Task CreateTablesAsync(RunId run, CancellationToken cancellationToken) =>
        Task.WhenAll(Enum.GetValues<RecordKind>().Select(kind => tables.CreateTableIfNotExistsAsync(run.Table(kind), cancellationToken)));

    /// <returns>The announcement that every bucket has every kind of record, when this was the last; else null.</returns>
    public async Task<RunWritten?> WriteAsync(
        BucketMessage message, RecordKind kind, IEnumerable<ITableEntity> records, CancellationToken cancellationToken)
    {
        var run = message.RunId();
        var written = await tables.GetTableClient(run.Table(kind)).UpsertAllAsync(records, cancellationToken);
        await marks.SetAsync(run, new BucketMark(kind, message.Bucket, written), cancellationToken);

        var state = await runs.GetAsync(run, cancellationToken);
        var set = await marks.OfAsync(run, cancellationToken);
        log.Written(message.Run, message.Bucket, written, kind, set.Count, BucketMarks.Needed(state.Buckets));
        return set.Count == BucketMarks.Needed(state.Buckets) ? new RunWritten(message.Run) : null;
    }
}
