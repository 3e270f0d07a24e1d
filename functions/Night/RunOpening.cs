using Microsoft.Extensions.Logging;
using ReapFunctions.Contracts;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Advocates;
using ReapFunctions.Scorecards.Effects;
using ReapFunctions.Scorecards.Plans;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Night;

/// <summary>What a run fixes when it opens: its extracts with their rows, models and base period.</summary>
public sealed class RunOpening(
    PortfolioSources sources,
    RunLedger ledger,
    RunInputStore inputs,
    ChampionStore champions,
    BasePeriodStore basePeriod,
    CleanRowStore clean,
    OutcomeStore outcomes,
    Promises promises,
    EffectOpening effects,
    CareCases care,
    LeavingTold leaving,
    ReferralOpening referrals,
    DecisionOptions config,
    TimeProvider clock,
    ILogger<RunOpening> log)
{
    /// <summary>What there is to run a drop with now.</summary>
    public async Task<Trained> TrainedAsync(DateOnly drop, CancellationToken cancellationToken)
    {
        var models = await champions.AllAsync(cancellationToken);
        var points = await basePeriod.FindAsync(cancellationToken);
        string[] missing =
        [
            .. champions.Untrained(models, drop),
            .. BasePeriodStore.Serves(points, models.Values) ? Array.Empty<string>() : ["the base period"],
        ];
        return new Trained(models, points, missing);
    }

    /// <summary>Opens a run. Call it while nobody erases: rows are counted.</summary>
    /// <param name="arrived">The clean extracts of the date.</param>
    /// <returns>The run; null when another process opened it first.</returns>
    public async Task<RunState?> OpenAsync(
        RunId id, DropChanged drop, DropExtract[] arrived, Trained trained, CancellationToken cancellationToken)
    {
        arrived = await CountedAsync(arrived, cancellationToken);
        var input = await inputs.FindAsync(id.Date, arrived, id.Date, cancellationToken);
        log.Reads(id, input.Drop.Count, input.Earlier.Count);
        foreach (var reference in sources.References.Where(reference => input.Reference(reference.Source) is null))
            log.NoReference(id, reference.Source, reference.Roles.Reference!.Window);
        var worth = await WorthAsync(cancellationToken);
        var outbreaks = await care.OutbreaksAsync(id, input, cancellationToken);
        foreach (var outbreak in outbreaks.Where(outbreak => outbreak.FoundOn == id.Date))
            log.Spreads(id, outbreak.Cause, outbreak.Product, outbreak.Region, outbreak.Channel, outbreak.Cases, outbreak.PerDay);
        var opened = clock.GetUtcNow();
        var replies = await RepliesAsync(cancellationToken);
        var buckets = arrived.First(extract => extract.Source == sources.Snapshot.Source).RowsByBucket.Count;
        var run = new RunState
        {
            Id = id,
            Phase = RunPhase.Open,
            Buckets = buckets,
            Extracts = arrived,
            Earlier = await inputs.SaveAsync(id, input, cancellationToken),
            Models = trained.Models.Values.Where(model => model.Version is not null)
                .ToDictionary(model => model.Target, model => model.Version!),
            WithoutChampion = trained.Models.Values.Where(model => model.Version is null)
                .ToDictionary(model => model.Target, model => model.Reason),
            BasePeriod = await basePeriod.KeepAsync(trained.Points!, cancellationToken),
            Yes = YesLearning.Learn(replies, config.Offering, trained.Points!.Chances),
            ContactEffects = await ContactEffectsAsync(replies, cancellationToken),
            Worth = worth.Plans == 0
                ? new Dictionary<string, double>()
                : Enum.GetValues<Lever>().Select(EnumName.Of).ToDictionary(lever => lever, worth.Of),
            WorthLow = worth.Low,
            WorthHigh = worth.High,
            ListFields = config.ListFields,
            Outbreaks = outbreaks,
            Leaving = await leaving.CountsAsync(id.Date, opened, cancellationToken),
            Referrals = await referrals.FindAsync(id, input, buckets, cancellationToken),
            OpenedAt = opened,
            OpenedBy = drop.Id,
        };
        return await ledger.Runs.TryOpenAsync(run, cancellationToken) ? run : null;
    }

    /// <summary>By the run that everybody reads: the one that opens has no customers yet.</summary>
    private async Task<PlanWorth> WorthAsync(CancellationToken cancellationToken) =>
        await ledger.Pointer.CurrentAsync(cancellationToken) is { } current
            ? await promises.WorthAsync(current, cancellationToken)
            : PlanWorth.Unknown;

    /// <summary>Those that tell of today.</summary>
    private async Task<OutcomeRecord[]> RepliesAsync(CancellationToken cancellationToken)
    {
        var replies = await outcomes.SinceAsync(clock.GetUtcNow().AddDays(-YesLearning.Days), cancellationToken);
        return [.. replies.Values.SelectMany(history => history)];
    }

    /// <summary>By the runs up to that which everybody reads.</summary>
    private async Task<IReadOnlyList<LeavingEffect>> ContactEffectsAsync(
        OutcomeRecord[] replies, CancellationToken cancellationToken) =>
        await ledger.Pointer.CurrentAsync(cancellationToken) is { } current
            ? await effects.FindAsync(current, replies, cancellationToken)
            : [];

    /// <summary>The extracts with the customers that are in them now: what the totals of the run are compared with.</summary>
    private async Task<DropExtract[]> CountedAsync(DropExtract[] arrived, CancellationToken cancellationToken) =>
        await Task.WhenAll(arrived.Select(extract => extract.Source == sources.Customers?.Source
            ? clean.CountedAsync(extract, sources.Customers, cancellationToken)
            : Task.FromResult(extract)));
}

/// <summary>What a run fixes of the trainings before it.</summary>
/// <param name="Points">Those of the base period; null when there is none.</param>
/// <param name="Missing">What must be trained before a run can open.</param>
public sealed record Trained(
    IReadOnlyDictionary<string, Champion> Models, ValueCutPoints? Points, IReadOnlyList<string> Missing);
