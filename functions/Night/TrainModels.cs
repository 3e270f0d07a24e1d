using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Contracts;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Training;
using ReapFunctions.Value;

namespace ReapFunctions.Night;

/// <summary>
/// Trains every target on a drop, and fixes the cut points of the value deciles when there are none yet. A run that waits for
/// its models starts afterwards.
/// </summary>
/// <remarks>
/// One training at a time, whoever asks: it takes the memory of a whole drop. A request that finds one under way comes again
/// until that has ended, and is served by it when it was of the same drop, or when all it wanted was models.
/// </remarks>
public sealed class TrainModels(
    PortfolioSources sources,
    TargetOptions targets,
    DropStore drops,
    TrainingRows rows,
    TargetTraining training,
    BasePeriodStore basePeriod,
    ChampionStore champions,
    TrainingStore progress,
    WorkClaimStore claims,
    QueueServiceClient queues,
    TimeProvider clock,
    ILogger<TrainModels> log)
{
    [Function(nameof(TrainModels))]
    [QueueOutput(Queues.StartRun)]
    public async Task<DropChanged?> RunAsync(
        [QueueTrigger(Queues.TrainModels)] TrainingMessage request, CancellationToken cancellationToken)
    {
        if (await IsServedAsync(request, cancellationToken))
            return Next(request);
        await using var claim = await claims.TryTakeAsync("training", cancellationToken);
        if (claim is null)
        {
            log.Waits(request.Date);
            await queues.SendLaterAsync(Queues.TrainModels, request, claims.ComeAgain, cancellationToken);
            return null;
        }
        // The training that was under way may have ended since the first look.
        return await IsServedAsync(request, claim.WhileHeld) || await TrainAsync(request, claim.WhileHeld) ? Next(request) : null;
    }

    private static DropChanged? Next(TrainingMessage request) => request.ThenStartRun ? DropChanged.Now(request.Date) : null;

    /// <summary>Whether there was something to train on.</summary>
    private async Task<bool> TrainAsync(TrainingMessage request, CancellationToken cancellationToken)
    {
        var extracts = await drops.OfDateAsync(request.Date, cancellationToken);
        if (extracts.All(extract => extract.Source != sources.Snapshot.Source))
        {
            log.NothingToTrainOn(request.Date, sources.Snapshot.Source);
            return false;
        }
        await TrainAsync(request.Date, extracts, cancellationToken);
        return true;
    }

    private async Task TrainAsync(DateOnly date, IReadOnlyList<DropExtract> extracts, CancellationToken cancellationToken)
    {
        var customers = await rows.ReadAsync(date, extracts, date, cancellationToken);
        log.Training(targets.All.Count, customers.Rows, date);
        var features = new FeatureTable(customers, sources.Snapshot.Roles, date);
        var trained = new List<Champion>();
        foreach (var target in targets.All)
        {
            await progress.SetAsync(new TrainingState(date, TrainingPhase.Training, target.Name), cancellationToken);
            var (examples, known) = target.Label.From == LabelSource.History
                ? await rows.OfHistoryAsync(target, date, extracts, cancellationToken)
                : (LabelledRows.Label(customers, target.Label), features);
            trained.Add(await training.TrainAsync(target, examples, known, date, cancellationToken));
        }
        await basePeriod.EnsureAsync(date, customers, trained, cancellationToken);
        await progress.SetAsync(new TrainingState(date, TrainingPhase.Finished, null), cancellationToken);
        await progress.FinishAsync(date, clock.GetUtcNow(), cancellationToken);
    }

    /// <summary>
    /// Whether a training of the drop has ended since this was asked for: another's, or its own when the message comes again
    /// because the process died before it was done with it.
    /// </summary>
    private async Task<bool> IsServedAsync(TrainingMessage request, CancellationToken cancellationToken)
    {
        if (request.ThenStartRun && await TrainedBeforeAsync(cancellationToken))
            return true;
        if (request.AskedAt is not { } asked
            || await progress.FinishedAtAsync(request.Date, cancellationToken) is not { } finished || finished < asked)
            return false;
        // Asked for in the very moment of the end, it stands there as requested.
        if (await progress.FindAsync(cancellationToken) is { Phase: TrainingPhase.Requested } state && state.Date == request.Date)
            await progress.SetAsync(state with { Phase = TrainingPhase.Finished }, cancellationToken);
        return true;
    }

    /// <summary>Another drop that waited for models may have had them trained already.</summary>
    private async Task<bool> TrainedBeforeAsync(CancellationToken cancellationToken)
    {
        var known = await champions.AllAsync(targets.All, cancellationToken);
        return known.Count == targets.All.Count && await basePeriod.FindAsync(cancellationToken) is not null;
    }
}
