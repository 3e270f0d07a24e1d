using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Training;

/// <summary>
/// Trains every target on a drop, and fixes the cut points of the value deciles when there are none yet. A run that waits for
/// its models starts afterwards.
/// </summary>
public sealed class TrainModels(
    Portfolio portfolio,
    DropStore drops,
    TrainingRows rows,
    TargetTraining training,
    BasePeriod basePeriod,
    Champions champions,
    TrainingLog progress,
    ILogger<TrainModels> log)
{
    [Function(nameof(TrainModels))]
    [QueueOutput(Queues.StartRun)]
    public async Task<DropChanged?> Run([QueueTrigger(Queues.TrainModels)] TrainingRequest request, CancellationToken cancellationToken)
    {
        var next = request.ThenStartRun ? new DropChanged(request.Date) : null;
        if (request.ThenStartRun && await TrainedBeforeAsync(cancellationToken))
            return next;

        var extracts = await drops.OfDateAsync(request.Date, cancellationToken);
        if (extracts.All(extract => extract.Source != portfolio.Customers.Source))
        {
            log.NothingToTrainOn(request.Date, portfolio.Customers.Source);
            return null;
        }
        await TrainAsync(request.Date, extracts, cancellationToken);
        return next;
    }

    private async Task TrainAsync(DateOnly date, IReadOnlyList<DropExtract> extracts, CancellationToken cancellationToken)
    {
        var customers = await rows.ReadAsync(date, extracts, date, cancellationToken);
        log.Training(portfolio.Targets.All.Count, customers.Rows, date);
        var features = new FeatureTable(customers, portfolio.Customers.Roles, date);
        var trained = new List<Champion>();
        foreach (var target in portfolio.Targets.All)
        {
            await progress.SetAsync(new TrainingState(date, TrainingPhase.Training, target.Name), cancellationToken);
            var (examples, known) = target.Label.From == LabelSource.History
                ? await rows.OfHistoryAsync(target, date, extracts, cancellationToken)
                : (LabelledRows.Of(customers, target.Label), features);
            trained.Add(await training.TrainAsync(target, examples, known, date, cancellationToken));
        }
        await basePeriod.EnsureAsync(date, customers, trained, cancellationToken);
        await progress.SetAsync(new TrainingState(date, TrainingPhase.Finished, null), cancellationToken);
    }

    /// <summary>Another drop that waited for models may have had them trained already.</summary>
    private async Task<bool> TrainedBeforeAsync(CancellationToken cancellationToken)
    {
        var known = await champions.AllAsync(portfolio.Targets.All, cancellationToken);
        return known.Count == portfolio.Targets.All.Count && await basePeriod.FindAsync(cancellationToken) is not null;
    }
}
