using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Runs;

/// <summary>Writes a bucket's records of one kind into the run's own table, marks them, and says when the run has all.</summary>
public sealed class RecordWriter(TableServiceClient tables, BucketMarks marks, RunStore runs)
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
        return BucketMarks.Complete(await marks.OfAsync(run, cancellationToken), state.Buckets) ? new RunWritten(message.Run) : null;
    }
}
