using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Prompts;

/// <summary>An entity that holds a customer.</summary>
public sealed record ErasedEntity(string Table, string PartitionKey, string RowKey);

/// <summary>
/// Where a customer's records are: one entity per kind and run. Outcomes are found by <see cref="OutcomeEntity.Filter"/>, rows in
/// blobs by <see cref="RowErasure"/>.
/// </summary>
public static class ErasurePlan
{
    /// <summary>The record entities of a customer in all runs that still have tables.</summary>
    public static IReadOnlyList<ErasedEntity> Records(string customerId, IEnumerable<RunId> runs)
    {
        var key = CustomerKey.Of(customerId);
        return [.. runs.Order().SelectMany(run => Enum.GetValues<RecordKind>()
            .Select(kind => new ErasedEntity(run.Table(kind), key.Partition, key.Row)))];
    }
}
