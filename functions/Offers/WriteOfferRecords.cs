using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Lists;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Offers;

/// <summary>Writes the offer records of one scored bucket, and its part of every list and of the scorecard.</summary>
public sealed class WriteOfferRecords(
    Portfolio portfolio,
    ScoredRows scoredRows,
    DecisionConfig config,
    BasePeriod basePeriod,
    ListBlobs lists,
    StoredScorecards scorecards,
    RecordWriter records)
{
    [Function(nameof(WriteOfferRecords))]
    [QueueOutput(Queues.PublishRun)]
    public async Task<RunWritten?> Run([QueueTrigger(Queues.WriteOffers)] BucketMessage message, CancellationToken cancellationToken)
    {
        var scored = await scoredRows.ReadAsync(message.RunId(), message.Bucket, portfolio.Customers, cancellationToken);
        var decisions = Decisions.Of(scored, config, await basePeriod.GetAsync(cancellationToken));
        await lists.WritePartsAsync(scored.Run, message.Bucket, ListParts.Of(scored, decisions, config), cancellationToken);
        await scorecards.WritePartAsync(scored.Run, message.Bucket, ScorecardPart.Of(decisions, config), cancellationToken);
        return await records.WriteAsync(message, RecordKind.Offers, decisions.Offers.Select(OfferEntity.Of), cancellationToken);
    }
}
