using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night;

/// <summary>Writes the risk records of one scored bucket.</summary>
public sealed class WriteRiskRecords(BucketDecisions decisions, RecordStore records)
{
    [Function(nameof(WriteRiskRecords))]
    [QueueOutput(Queues.PublishRun)]
    public Task<RunWritten?> RunAsync(
        [QueueTrigger(Queues.WriteRisk)] BucketMessage message, CancellationToken cancellationToken) =>
        records.WriteAsync(
            message,
            RecordKind.Risk,
            async () => new((await decisions.RisksAsync(message, cancellationToken)).Select(CustomerEntity.Of)),
            cancellationToken);
}
