using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Runs;

/// <summary>What one bucket has written of one kind of record.</summary>
/// <param name="Customers">Records written.</param>
public sealed record BucketMark(RecordKind Kind, int Bucket, long Customers)
{
    /// <summary>By target: entries in the bucket's part of its list; of offer records only.</summary>
    public IReadOnlyDictionary<string, long> Lists { get; init; } = new Dictionary<string, long>();

    /// <summary>The part of the run that it marks, such as <c>Offers-003</c>.</summary>
    public static string PartOf(RecordKind kind, int bucket) => $"{kind}-{bucket:D3}";
}

/// <summary>
/// Which buckets of a run have written which records, in table <c>Runs</c>, partition <c>marks:{run}</c>. A mark is written
/// after the records it stands for; whoever then sees all marks announces the run. Table reads are consistent, so the last
/// writer always sees all of them.
/// </summary>
public sealed class BucketMarkStore(TableServiceClient tables)
{
    private const string CustomersProperty = "Customers";
    private const string ListsProperty = "Lists";
    private readonly TableClient table = tables.GetTableClient(Tables.Runs);

    public Task SetAsync(RunId run, BucketMark mark, CancellationToken cancellationToken) =>
        table.UpsertEntityAsync(
            new TableEntity(
                Partition(run), Row(mark))
            {
                [CustomersProperty] = mark.Customers,
                [ListsProperty] = RecordJson.Write(mark.Lists)
            },
            TableUpdateMode.Replace,
            cancellationToken);

    public async Task<bool> IsSetAsync(RunId run, RecordKind kind, int bucket, CancellationToken cancellationToken) =>
        (await table.GetEntityIfExistsAsync<TableEntity>(
            Partition(run), BucketMark.PartOf(kind, bucket), cancellationToken: cancellationToken)).HasValue;

    public async Task<IReadOnlyList<BucketMark>> OfAsync(RunId run, CancellationToken cancellationToken)
    {
        var partition = Partition(run);
        var marks = new List<BucketMark>();
        await foreach (var entity in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellationToken))
            marks.Add(FromEntity(entity));
        return marks;
    }

    public Task RemoveAsync(RunId run, CancellationToken cancellationToken) =>
        table.RemoveAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition(run)}"), cancellationToken);

    /// <summary>How many marks a run has when every bucket has every kind of record.</summary>
    public static int Needed(int buckets) => buckets * Enum.GetValues<RecordKind>().Length;

    private static string Partition(RunId run) => $"marks:{run}";

    private static string Row(BucketMark mark) => BucketMark.PartOf(mark.Kind, mark.Bucket);

    private static BucketMark FromEntity(TableEntity entity)
    {
        var dash = entity.RowKey.IndexOf('-', StringComparison.Ordinal);
        return new BucketMark(
            Enum.Parse<RecordKind>(entity.RowKey.AsSpan(0, dash)),
            int.Parse(entity.RowKey.AsSpan(dash + 1)),
            entity.GetInt64(CustomersProperty) ?? 0)
        {
            Lists = RecordJson.Read<Dictionary<string, long>>(entity.GetString(ListsProperty) ?? "{}"),
        };
    }
}
