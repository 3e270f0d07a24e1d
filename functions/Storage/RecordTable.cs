using Azure.Data.Tables;

namespace ReapFunctions.Storage;

/// <summary>
/// Writes a bucket's records: entity group transactions of up to <see cref="TransactionSize"/> rows of one partition, several
/// at a time. Upserts, so that writing again changes nothing.
/// </summary>
public static class RecordTable
{
    /// <summary>The most entities that one transaction of the table service takes.</summary>
    public const int TransactionSize = 100;

    // The service throttles a partition at 2,000 entities a second: a few transactions at a time keep it busy without that.
    private const int Parallel = 8;

    /// <returns>How many records were written.</returns>
    public static async Task<int> UpsertAllAsync(
        this TableClient table, IEnumerable<ITableEntity> records, CancellationToken cancellationToken)
    {
        var written = 0;
        await System.Threading.Tasks.Parallel.ForEachAsync(
            Transactions(records),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (rows, cancellationToken) =>
            {
                await table.SubmitTransactionAsync(
                    rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)),
                        cancellationToken);
                Interlocked.Add(ref written, rows.Count);
            });
        return written;
    }

    /// <summary>
    /// Fills one transaction per partition at a time and hands it on when it is full, so that of a large bucket only the records
    /// that are about to be sent are in memory.
    /// </summary>
    internal static IEnumerable<IReadOnlyList<ITableEntity>> Transactions(IEnumerable<ITableEntity> records)
    {
        var open = new Dictionary<string, List<ITableEntity>>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            if (!open.TryGetValue(record.PartitionKey, out var rows))
                open[record.PartitionKey] = rows = [];
            rows.Add(record);
            if (rows.Count == TransactionSize && open.Remove(record.PartitionKey))
                yield return rows;
        }
        foreach (var rows in open.Values)
            yield return rows;
    }
}
