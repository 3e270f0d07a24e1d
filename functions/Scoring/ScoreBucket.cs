using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Scoring;

/// <summary>Scores one bucket of a run and has its records written.</summary>
public sealed class ScoreBucket(
    Portfolio portfolio,
    RunStore runs,
    RunInputs inputs,
    CustomerRows rows,
    ModelStore models,
    ScoredRows scoredRows,
    StrangerRows strangers,
    BucketInputs bucketInputs,
    ILogger<ScoreBucket> log)
{
    [Function(nameof(ScoreBucket))]
    public async Task<ScoredBucket> Run([QueueTrigger(Queues.ScoreBucket)] BucketMessage message, CancellationToken cancellationToken)
    {
        var run = await runs.GetAsync(message.RunId(), cancellationToken);
        var input = await inputs.LoadAsync(run, cancellationToken);
        var bucket = await rows.ReadAsync(input, message.Bucket, run.Buckets, run.Run.Date, cancellationToken);
        var scored = BucketScorer.Score(
            run.Run, bucket.Customers, portfolio.Customers.Roles, portfolio.Targets.All, await models.LoadAsync(run.Models, cancellationToken));
        await scoredRows.WriteAsync(scored, message.Bucket, cancellationToken);
        await strangers.WriteAsync(run.Run, bucket, cancellationToken);
        await bucketInputs.SetAsync(run.Run, bucket.Input, cancellationToken);
        await runs.ChangeAsync(
            run.Run, state => state.Phase == RunPhase.Open ? state with { Phase = RunPhase.Scoring } : null, cancellationToken);
        log.Scored(message.Run, message.Bucket, bucket.Customers.Rows, scored.Scores.Count);
        return new ScoredBucket(message);
    }
}

/// <summary>A scored bucket, sent to each of the three steps that write its records.</summary>
public sealed class ScoredBucket(BucketMessage bucket)
{
    [QueueOutput(Queues.WriteValue)]
    public BucketMessage Value { get; } = bucket;

    [QueueOutput(Queues.WriteRisk)]
    public BucketMessage Risk { get; } = bucket;

    [QueueOutput(Queues.WriteOffers)]
    public BucketMessage Offers { get; } = bucket;
}
