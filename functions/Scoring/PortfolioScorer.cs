using ReapFunctions.Contracts;
using ReapFunctions.Runs;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Scoring;

/// <summary>Reads a bucket's customers as a run fixed them, and scores them on the portfolio's targets.</summary>
public sealed class PortfolioScorer(
    PortfolioSources sources, TargetOptions targets, RunInputStore inputs, CustomerRows rows, ModelStore models)
{
    /// <returns>The bucket as it was read, and its scores.</returns>
    public async Task<(BucketCustomers Bucket, ScoredSnapshot Scored)> ScoreAsync(
        RunState run, int bucket, CancellationToken cancellationToken)
    {
        var input = await inputs.LoadAsync(run, cancellationToken);
        var read = await rows.ReadAsync(input, bucket, run.Buckets, run.Id.Date, cancellationToken);
        var champions = await models.LoadAsync(run.Models, cancellationToken);
        return (read, BucketScorer.Score(run.Id, read.Customers, sources.Snapshot.Roles, targets.All, champions));
    }
}
