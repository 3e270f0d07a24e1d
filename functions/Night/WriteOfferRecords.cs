using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Lists;
using ReapFunctions.Lists.Accounts;
using ReapFunctions.Lists.WinBack;
using ReapFunctions.Offers;
using ReapFunctions.Plausibility;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;
using ReapFunctions.Snapshots.Referrals;
using ReapFunctions.Storage;

namespace ReapFunctions.Night;

/// <summary>Writes the offer records of one scored bucket, and its part of every list and of the scorecard.</summary>
public sealed class WriteOfferRecords(
    BucketDecisions buckets,
    DecisionOptions config,
    ListStore lists,
    RecoveryListStore recoveries,
    AccountListStore accounts,
    WinBackListStore winBacks,
    ScorecardStore scorecards,
    FiguresStore figures,
    ReferralStore referrals,
    RecordStore records)
{
    [Function(nameof(WriteOfferRecords))]
    [QueueOutput(Queues.PublishRun)]
    public Task<RunWritten?> RunAsync(
        [QueueTrigger(Queues.WriteOffers)] BucketMessage message, CancellationToken cancellationToken) =>
        records.WriteAsync(message, RecordKind.Offers, () => RecordsAsync(message, cancellationToken), cancellationToken);

    private async Task<BucketRecords> RecordsAsync(BucketMessage message, CancellationToken cancellationToken)
    {
        var (scored, decisions, learned, fields) = await buckets.AllAsync(message, cancellationToken);
        var parts = ListParts.Choose(scored, decisions, learned, out var notChosen, fields);
        await lists.WritePartsAsync(scored.Run, message.Bucket, parts, notChosen, cancellationToken);
        if (config.Care is not null)
            await recoveries.WritePartAsync(
                scored.Run, message.Bucket, RecoveryEntry.Choose(decisions), cancellationToken);
        if (config.Offering.Teams.Count > 0)
            await accounts.WritePartAsync(scored.Run, message.Bucket, AccountEntry.Choose(decisions), cancellationToken);
        await winBacks.WritePartAsync(
            scored.Run, message.Bucket, WinBackEntry.Choose(scored, decisions, config.Offering), cancellationToken);
        await scorecards.WritePartAsync(
            scored.Run, message.Bucket, ScorecardPart.Sum(scored, decisions, learned), cancellationToken);
        if (scored.Referrals is not null)
            await referrals.WriteValuesAsync(
                scored.Run, message.Bucket, [.. decisions.Values.Where(value => value.Advocacy?.CameBy is not null)
                    .Select(value => (value.CustomerId, value.Current))], cancellationToken);
        await figures.WritePartAsync(scored.Run, message.Bucket, RunFigures.Sum(scored, decisions), cancellationToken);
        await scorecards.WriteDigestAsync(scored, message.Bucket, decisions, learned, cancellationToken);
        return new BucketRecords(
            decisions.Offers.Select(OfferEntity.Of), parts.ToDictionary(part => part.Key, part => (long)part.Value.Length));
    }
}
