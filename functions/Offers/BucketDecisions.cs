using ReapFunctions.Contracts;
using ReapFunctions.Risk;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Snapshots.Referrals;
using ReapFunctions.Value;

namespace ReapFunctions.Offers;

/// <summary>Decides on the customers of a bucket as they were scored: their value, their risk, what to offer them.</summary>
public sealed class BucketDecisions(
    PortfolioSources sources,
    ScoredRowStore scoredRows,
    CaseStore cases,
    PutRightStore right,
    RecoveringStore recovering,
    LeavingStore leaving,
    ReferralStore referrals,
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
        var (scored, cutPoints, run) = await ReadAsync(message, cancellationToken);
        return Decisions.RisksOf(
            scored, config with { LeavingCounts = run.Leaving }, Decisions.ValuesOf(scored, config, cutPoints));
    }

    /// <returns>All that is decided on the bucket.</returns>
    public async Task<DecidedBucket> AllAsync(BucketMessage message, CancellationToken cancellationToken)
    {
        var (scored, cutPoints, run) = await ReadAsync(message, cancellationToken);
        if (config.Care is not null)
            scored = (scored with
            {
                Cases = await cases.ReadAsync(scored.Run, message.Bucket, cancellationToken),
                Recovering = await recovering.ReadAsync(scored.Run, message.Bucket, cancellationToken),
            }).PutRight(await right.ReadAsync(scored.Run, message.Bucket, cancellationToken));
        if (config.Care?.Leaving is not null)
            scored = scored with { Leaving = await leaving.ReadAsync(scored.Run, message.Bucket, cancellationToken) };
        var learned = config.With(run.Yes, run.Worth) with
        {
            Outbreaks = run.Outbreaks,
            ContactEffects = run.ContactEffects,
            LeavingCounts = run.Leaving,
        };
        return new DecidedBucket(scored, Decisions.Make(scored, learned, cutPoints), learned, run.ListFields);
    }

    private async Task<(ScoredSnapshot Scored, ValueCutPoints CutPoints, RunState Run)> ReadAsync(
        BucketMessage message, CancellationToken cancellationToken)
    {
        var run = await runs.GetAsync(message.RunId(), cancellationToken);
        var scored = await scoredRows.ReadAsync(run.Id, message.Bucket, sources.Snapshot, cancellationToken);
        return (
            scored with { Referrals = await referrals.ReadAsync(run, message.Bucket, cancellationToken) },
            await basePeriod.GetAsync(run.BasePeriod, cancellationToken),
            run);
    }
}

/// <summary>A bucket as it was scored, and what was decided on its customers.</summary>
/// <param name="Learned">What it was decided by: the configuration with what the run has learned.</param>
/// <param name="ListFields">The facts that the run's lists hold.</param>
public sealed record DecidedBucket(
    ScoredSnapshot Scored, Decisions Decisions, DecisionOptions Learned, IReadOnlyList<string> ListFields);
