using System.Diagnostics;
using Azure.Data.Tables;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Benchmarks.Night;

/// <summary>
/// The peer of a night: writes the entities that the night wrote once more, into three tables of its own, with the same
/// transactions, bucket by bucket, three kinds at a time, and does nothing else. Only the writing is timed.
/// </summary>
internal sealed class BareWriter(string storage, RunId run)
{
    private const int Partitions = 256;

    private readonly TableServiceClient tables = new(storage);

    /// <summary>Properties that every entity has, or that the service adds.</summary>
    public static readonly string[] SystemProperties = ["PartitionKey", "RowKey", "Timestamp", "odata.etag"];

    public long Records { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Seconds that the writing took.</summary>
    public async Task<double> WriteAsync(int buckets, AccessLog log, Action<Transactions> count)
    {
        foreach (var kind in Enum.GetValues<RecordKind>())
            await tables.CreateTableIfNotExistsAsync(Copy(kind), CancellationToken.None);
        var seconds = 0.0;
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            var entities = await Task.WhenAll(
                Enum.GetValues<RecordKind>().Select(async kind => (Kind: kind, Rows: await ReadAsync(kind, bucket, buckets))));
            await log.TakeAsync();
            var clock = Stopwatch.StartNew();
            await Task.WhenAll(
                entities.Select(
                table => tables.GetTableClient(Copy(table.Kind)).UpsertAllAsync(table.Rows, CancellationToken.None)));
            seconds += clock.Elapsed.TotalSeconds;
            count(await log.TakeAsync());
        }
        foreach (var kind in Enum.GetValues<RecordKind>())
            await tables.DeleteTableAsync(Copy(kind), CancellationToken.None);
        return seconds;
    }

    private string Copy(RecordKind kind) => "Bare" + run.Table(kind);

    /// <summary>A bucket is whole partitions: those whose byte x buckets / 256 is its number.</summary>
    private async Task<List<TableEntity>> ReadAsync(RecordKind kind, int bucket, int buckets)
    {
        var from = (bucket * Partitions + buckets - 1) / buckets;
        var to = ((bucket + 1) * Partitions + buckets - 1) / buckets;
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {$"{from:x2}"} and PartitionKey lt {(to < Partitions ? $"{to:x2}" : "g")}");
        var rows = new List<TableEntity>();
        await foreach (var entity in tables.GetTableClient(run.Table(kind)).QueryAsync<TableEntity>(
            filter, cancellationToken: CancellationToken.None))
        {
            var row = new TableEntity(entity.PartitionKey, entity.RowKey);
            foreach (var name in entity.Keys.Except(SystemProperties))
                row[name] = entity[name];
            rows.Add(row);
        }
        lock (tables)
        {
            Records += rows.Count;
            Bytes += rows.Sum(StoredBytes.OfEntity);
        }
        return rows;
    }
}
