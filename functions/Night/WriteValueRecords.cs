using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night;

/// <summary>Writes the value records of one scored bucket.</summary>
public sealed class WriteValueRecords(BucketDecisions decisions, RecordStore records)
{
    [Function(nameof(WriteValueRecords))]
    [QueueOutput(Queues.PublishRun)]
    public Task<RunWritten?> RunAsync(
        [QueueTrigger(Queues.WriteValue)] BucketMessage message, CancellationToken cancellationToken) =>
        records.WriteAsync(
            message,
            RecordKind.Value,
            async () => new((await decisions.ValuesAsync(message, cancellationToken)).Select(CustomerEntity.Of)),
            cancellationToken);
}
