using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Contracts;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Night;

/// <summary>Writes the value records of one scored bucket.</summary>
public sealed class WriteValueRecords(
    PortfolioSources sources, ScoredRowStore scoredRows, DecisionOptions config, BasePeriodStore basePeriod, RecordStore records)
{
    [Function(nameof(WriteValueRecords))]
    [QueueOutput(Queues.PublishRun)]
    public Task<RunWritten?> RunAsync(
        [QueueTrigger(Queues.WriteValue)] BucketMessage message, CancellationToken cancellationToken) =>
        records.WriteAsync(message, RecordKind.Value, () => RecordsAsync(message, cancellationToken), cancellationToken);

    private async Task<BucketRecords> RecordsAsync(BucketMessage message, CancellationToken cancellationToken)
    {
        var scored = await scoredRows.ReadAsync(message.RunId(), message.Bucket, sources.Snapshot, cancellationToken);
        var values = Decisions.ValuesOf(scored, config, await basePeriod.GetAsync(cancellationToken));
        return new BucketRecords(values.Select(CustomerEntity.Of));
    }
}
