using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Night;

/// <summary>Scores one bucket of a run and has its records written.</summary>
public sealed class ScoreBucket(
    RunLedger ledger,
    PortfolioScorer scorer,
    ScoredRowStore scoredRows,
    WithoutCustomerStore withoutCustomer,
    FinderStore finders,
    CareCases care,
    CaseStore cases,
    PutRightStore right,
    RecoveringStore recovering,
    LeavingTold leaving,
    LeavingStore reasons,
    ILogger<ScoreBucket> log)
{
    [Function(nameof(ScoreBucket))]
    public async Task<ScoredBucket> RunAsync(
        [QueueTrigger(Queues.ScoreBucket)] BucketMessage message, CancellationToken cancellationToken)
    {
        var run = await ledger.Runs.GetAsync(message.RunId(), cancellationToken);
        if (await ledger.Inputs.ExistsAsync(run.Id, message.Bucket, cancellationToken))
            return await MissingAsync(message, cancellationToken);
        await ScoreAsync(run, message, cancellationToken);
        return new ScoredBucket { Value = message, Risk = message, Offers = message };
    }

    /// <summary>
    /// A bucket that was scored before: its message came again, and it is not known which of the steps behind it were told.
    /// </summary>
    private async Task<ScoredBucket> MissingAsync(BucketMessage message, CancellationToken cancellationToken)
    {
        async Task<BucketMessage?> UnlessMarkedAsync(RecordKind kind) =>
            await ledger.Marks.IsSetAsync(message.RunId(), kind, message.Bucket, cancellationToken) ? null : message;
        return new ScoredBucket
        {
            Value = await UnlessMarkedAsync(RecordKind.Value),
            Risk = await UnlessMarkedAsync(RecordKind.Risk),
            Offers = await UnlessMarkedAsync(RecordKind.Offers),
        };
    }

    private async Task ScoreAsync(RunState run, BucketMessage message, CancellationToken cancellationToken)
    {
        var (bucket, scored) = await scorer.ScoreAsync(run, message.Bucket, cancellationToken);
        await scoredRows.WriteAsync(scored, message.Bucket, cancellationToken);
        await finders.WriteAsync(run, message.Bucket, cancellationToken);
        await withoutCustomer.WriteAsync(run.Id, bucket, cancellationToken);
        if (care.Any)
        {
            await cases.WriteAsync(
                run.Id, message.Bucket, await care.OfBucketAsync(run, bucket, cancellationToken), cancellationToken);
            await right.WriteAsync(
                run.Id, message.Bucket, await care.PutRightAsync(run, message.Bucket, cancellationToken), cancellationToken);
            await recovering.WriteAsync(
                run.Id, message.Bucket, await care.RecoveringAsync(run, bucket, cancellationToken), cancellationToken);
        }
        if (leaving.Any)
            await reasons.WriteAsync(
                run.Id, message.Bucket, await leaving.OfBucketAsync(run, message.Bucket, cancellationToken), cancellationToken);
        await ledger.Inputs.SetAsync(run.Id, bucket.Input, cancellationToken);
        await ledger.Runs.ChangeAsync(
            run.Id, state => state.Phase == RunPhase.Open ? state with { Phase = RunPhase.Scoring } : null, cancellationToken);
        log.Scored(message.Run, message.Bucket, bucket.Customers.Rows, scored.Scores.Count);
    }
}

/// <summary>A scored bucket, sent to each of the three steps that have not written its records.</summary>
public sealed class ScoredBucket
{
    [QueueOutput(Queues.WriteValue)]
    public BucketMessage? Value { get; init; }

    [QueueOutput(Queues.WriteRisk)]
    public BucketMessage? Risk { get; init; }

    [QueueOutput(Queues.WriteOffers)]
    public BucketMessage? Offers { get; init; }
}
