using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Contracts;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Training;

namespace ReapFunctions.Night;

/// <summary>
/// Trains every target on a drop, or those asked for, and fixes the cut points of the value deciles when there are none yet. A
/// run that waits for its models starts afterwards. Or makes a new base period, which takes the memory of a whole drop as well.
/// </summary>
/// <remarks>
/// One training at a time, whoever asks: it takes the memory of a whole drop. A request that finds one under way comes again
/// until that has ended, and is served by it when it was of the same drop, or when all it wanted was models.
/// </remarks>
public sealed class TrainModels(
    PortfolioSources sources,
    DropStore drops,
    RunStore runs,
    PortfolioTraining training,
    TrainingStore progress,
    WorkClaimStore claims,
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
            await claims.ComeAgainAsync(Queues.TrainModels, request, cancellationToken);
            return null;
        }
        // The training that was under way may have ended since the first look.
        return await IsServedAsync(request, claim.WhileHeld) || await DoAsync(request, claim.WhileHeld) ? Next(request) : null;
    }

    private static DropChanged? Next(TrainingMessage request) =>
        request.ThenStartRun ? DropChanged.Now(request.Date) with { After = request.After } : null;

    /// <summary>Whether there was something to work with.</summary>
    private Task<bool> DoAsync(TrainingMessage request, CancellationToken cancellationToken) =>
        request.BasePeriodOf is { } run
            ? RenewBasePeriodAsync(RunId.Parse(run), cancellationToken)
            : TrainAsync(request, cancellationToken);

    /// <summary>Whether the run has customers yet.</summary>
    private async Task<bool> RenewBasePeriodAsync(RunId id, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(id, cancellationToken) is { } run
            && await training.RenewBasePeriodAsync(run, cancellationToken))
            return true;
        log.NoNewBasePeriod(id);
        return false;
    }

    /// <summary>Whether there was something to train on.</summary>
    private async Task<bool> TrainAsync(TrainingMessage request, CancellationToken cancellationToken)
    {
        var extracts = await drops.OfDateAsync(request.Date, cancellationToken);
        if (extracts.All(extract => extract.Source != sources.Snapshot.Source))
        {
            log.NothingToTrainOn(request.Date, sources.Snapshot.Source);
            return false;
        }
        await training.TrainAsync(request.Date, extracts, request.Targets, request.Settings, cancellationToken);
        return true;
    }

    /// <summary>
    /// Whether a training of the drop's targets has ended since this was asked for: another's, or its own when the message comes
    /// again because the process died before it was done with it.
    /// </summary>
    private async Task<bool> IsServedAsync(TrainingMessage request, CancellationToken cancellationToken)
    {
        if (request.BasePeriodOf is not null)
            return await progress.BasePeriodAtAsync(cancellationToken) >= request.AskedAt;
        if (request.Settings is not null)
            return false;
        // Another drop that waited for models may have had them trained already.
        if (request.ThenStartRun && await training.IsCompleteAsync(request.Date, cancellationToken))
            return true;
        if (request.AskedAt is not { } asked
            || !await progress.IsFinishedSinceAsync(request.Date, request.Targets, asked, cancellationToken))
            return false;
        // Asked for in the very moment of the end, it stands there as requested.
        if (await progress.FindAsync(cancellationToken) is { Phase: TrainingPhase.Requested } state && state.Date == request.Date)
            await progress.SetAsync(state with { Phase = TrainingPhase.Finished }, cancellationToken);
        return true;
    }
}
