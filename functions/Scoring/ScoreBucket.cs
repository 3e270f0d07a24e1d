using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Scoring;

/// <summary>Scores one bucket of a run and has its records written.</summary>
public sealed class ScoreBucket(
    Portfolio portfolio, RunStore runs, CleanRows clean, ModelStore models, ScoredRows scoredRows, ILogger<ScoreBucket> log)
{
    [Function(nameof(ScoreBucket))]
    public async Task<ScoredBucket> Run([QueueTrigger(Queues.ScoreBucket)] BucketMessage message, CancellationToken cancellationToken)
    {
        var run = await runs.GetAsync(message.RunId(), cancellationToken);
        var contract = portfolio.Customers;
        var extract = run.Extracts.First(one => one.Source == contract.Source);
        var customers = await clean.ReadAsync(extract, message.Bucket, contract, cancellationToken);
        var scored = BucketScorer.Score(
            run.Run, customers, contract.Roles, portfolio.Targets.All, await models.LoadAsync(run.Models, cancellationToken));
        await scoredRows.WriteAsync(scored, message.Bucket, cancellationToken);
        await runs.ChangeAsync(
            run.Run, state => state.Phase == RunPhase.Open ? state with { Phase = RunPhase.Scoring } : null, cancellationToken);
        log.Scored(message.Run, message.Bucket, customers.Rows, scored.Scores.Count);
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
