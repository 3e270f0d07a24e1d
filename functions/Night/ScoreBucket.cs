using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Contracts;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Night;

/// <summary>Scores one bucket of a run and has its records written.</summary>
public sealed class ScoreBucket(
    PortfolioSources sources,
    TargetOptions targets,
    RunStore runs,
    RunInputStore inputs,
    CustomerRows rows,
    ModelStore models,
    ScoredRowStore scoredRows,
    WithoutCustomerStore withoutCustomer,
    BucketInputStore bucketInputs,
    BucketMarkStore marks,
    ILogger<ScoreBucket> log)
{
    [Function(nameof(ScoreBucket))]
    public async Task<ScoredBucket> RunAsync(
        [QueueTrigger(Queues.ScoreBucket)] BucketMessage message, CancellationToken cancellationToken)
    {
        var run = await runs.GetAsync(message.RunId(), cancellationToken);
        if (await bucketInputs.ExistsAsync(run.Run, message.Bucket, cancellationToken))
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
            await marks.IsSetAsync(message.RunId(), kind, message.Bucket, cancellationToken) ? null : message;
        return new ScoredBucket
        {
            Value = await UnlessMarkedAsync(RecordKind.Value),
            Risk = await UnlessMarkedAsync(RecordKind.Risk),
            Offers = await UnlessMarkedAsync(RecordKind.Offers),
        };
    }

    private async Task ScoreAsync(RunState run, BucketMessage message, CancellationToken cancellationToken)
    {
        var input = await inputs.LoadAsync(run, cancellationToken);
        var bucket = await rows.ReadAsync(input, message.Bucket, run.Buckets, run.Run.Date, cancellationToken);
        var scored = BucketScorer.Score(
            run.Run, bucket.Customers, sources.Snapshot.Roles, targets.All,
                await models.LoadAsync(run.Models, cancellationToken));
        await scoredRows.WriteAsync(scored, message.Bucket, cancellationToken);
        await withoutCustomer.WriteAsync(run.Run, bucket, cancellationToken);
        await bucketInputs.SetAsync(run.Run, bucket.Input, cancellationToken);
        await runs.ChangeAsync(
            run.Run, state => state.Phase == RunPhase.Open ? state with { Phase = RunPhase.Scoring } : null, cancellationToken);
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
