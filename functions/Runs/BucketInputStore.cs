using System.Text.Json;
using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Runs;

/// <summary>What the buckets of a run were made from, in table <c>Runs</c>, partition <c>input:{run}</c>.</summary>
public sealed class BucketInputStore(TableServiceClient tables)
{
    private const string InputProperty = "Input";
    private readonly TableClient table = tables.GetTableClient(Tables.Runs);

    public Task SetAsync(RunId run, BucketInput input, CancellationToken cancellationToken) =>
        table.UpsertEntityAsync(
            new TableEntity(
                Partition(run), $"{input.Bucket:D3}")
            { [InputProperty] = JsonSerializer.Serialize(input, RecordJson.Options) },
            TableUpdateMode.Replace,
            cancellationToken);

    /// <summary>Whether the bucket is scored.</summary>
    public async Task<bool> ExistsAsync(RunId run, int bucket, CancellationToken cancellationToken) =>
        (await table.GetEntityIfExistsAsync<TableEntity>(
            Partition(run), $"{bucket:D3}", cancellationToken: cancellationToken)).HasValue;

    public async Task<IReadOnlyList<BucketInput>> OfAsync(RunId run, CancellationToken cancellationToken)
    {
        var partition = Partition(run);
        var inputs = new List<BucketInput>();
        await foreach (var entity in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellationToken))
            inputs.Add(RecordJson.Read<BucketInput>(entity.GetString(InputProperty)));
        return inputs;
    }

    /// <summary>Removes what is noted of a run.</summary>
    public Task RemoveAsync(RunId run, CancellationToken cancellationToken) =>
        table.RemoveAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition(run)}"), cancellationToken);

    private static string Partition(RunId run) => $"input:{run}";
}
