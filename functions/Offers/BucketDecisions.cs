using ReapFunctions.Contracts;
using ReapFunctions.Risk;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Value;

namespace ReapFunctions.Offers;

/// <summary>Decides on the customers of a bucket as they were scored: their value, their risk, what to offer them.</summary>
public sealed class BucketDecisions(
    PortfolioSources sources,
    ScoredRowStore scoredRows,
    CaseStore cases,
    DecisionOptions config,
    RunStore runs,
    BasePeriodStore basePeriod)
{
    public async Task<ValueRecord[]> ValuesAsync(BucketMessage message, CancellationToken cancellationToken)
    {
        var (scored, cutPoints, _) = await ReadAsync(message, cancellationToken);
        return Decisions.ValuesOf(scored, config, cutPoints);
    }

    public async Task<RiskRecord[]> RisksAsync(BucketMessage message, CancellationToken cancellationToken)
    {
        var (scored, cutPoints, _) = await ReadAsync(message, cancellationToken);
        return Decisions.RisksOf(scored, config, Decisions.ValuesOf(scored, config, cutPoints));
    }

    /// <returns>The bucket as it was scored, all that is decided on it, and by what, with what the run has learned.</returns>
    public async Task<(ScoredSnapshot Scored, Decisions Decisions, DecisionOptions Learned)> AllAsync(
        BucketMessage message, CancellationToken cancellationToken)
    {
        var (scored, cutPoints, learned) = await ReadAsync(message, cancellationToken);
        if (config.Care is not null)
            scored = scored with { Cases = await cases.ReadAsync(scored.Run, message.Bucket, cancellationToken) };
        return (scored, Decisions.Make(scored, learned, cutPoints), learned);
    }

    private async Task<(ScoredSnapshot Scored, ValueCutPoints CutPoints, DecisionOptions Learned)> ReadAsync(
        BucketMessage message, CancellationToken cancellationToken)
    {
        var run = await runs.GetAsync(message.RunId(), cancellationToken);
        return (
            await scoredRows.ReadAsync(run.Id, message.Bucket, sources.Snapshot, cancellationToken),
            await basePeriod.GetAsync(run.BasePeriod, cancellationToken),
            config.With(run.Yes, run.Worth) with { Outbreaks = run.Outbreaks });
    }
}
