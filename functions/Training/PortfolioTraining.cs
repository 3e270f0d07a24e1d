using Microsoft.Extensions.Logging;
using ReapFunctions.Contracts;
using ReapFunctions.Ml.Training;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Value;

namespace ReapFunctions.Training;

/// <summary>
/// Trains the targets of the portfolio on a drop, and fixes the cut points of the value deciles when there are none yet.
/// </summary>
public sealed class PortfolioTraining(
    PortfolioSources sources,
    TargetOptions targets,
    ValueOptions value,
    TrainingRows rows,
    TargetTraining training,
    BasePeriodStore basePeriod,
    ChampionStore champions,
    TrainingStore progress,
    ILogger<PortfolioTraining> log)
{
    /// <param name="extracts">The drop's; the source of customers is among them.</param>
    /// <param name="names">
    /// Of the targets to train; null for every one. The cut points wait for a training of every target, by whose models customers
    /// are ranked.
    /// </param>
    /// <param name="settings">How to train; null as always.</param>
    public async Task TrainAsync(
        DateOnly date, IReadOnlyList<DropExtract> extracts, IReadOnlyList<string>? names, LearnerSettings? settings,
        CancellationToken cancellationToken)
    {
        var usual = new PropensityOptions();
        var options = usual with
        {
            Seed = settings?.Seed ?? usual.Seed,
            Trainers = settings?.Trainers ?? usual.Trainers,
        };
        if (names?.Count == targets.All.Count)
            names = null;
        var chosen = targets.All.Where(target => names is null || names.Contains(target.Name)).ToList();
        var drop = await rows.OfDropAsync(date, extracts, cancellationToken);
        log.Training(chosen.Count, drop.Customers.Rows, date);
        var trained = new List<Champion>();
        foreach (var target in chosen)
        {
            await progress.SetAsync(new TrainingState(date, TrainingPhase.Training, target.Name), cancellationToken);
            trained.Add(await training.TrainAsync(target, drop, options, cancellationToken));
        }
        if (names is null)
        {
            var found = new DropFindings(
                await drop.GivenUpAsync(targets, cancellationToken), await LeavingAsync(drop, options, cancellationToken),
                await drop.TermEndRiseAsync(targets, value.RevenueMonthly, cancellationToken));
            await basePeriod.EnsureAsync(date, drop.Customers, trained, found, cancellationToken);
        }
        await progress.FinishAsync(date, names, cancellationToken);
    }

    /// <summary>What holding products does to leaving; empty where that cannot be learned.</summary>
    private async Task<IReadOnlyDictionary<string, double>> LeavingAsync(
        TrainingDrop drop, PropensityOptions options, CancellationToken cancellationToken)
    {
        try
        {
            if (targets.Churn is { } churn)
            {
                var examples = await drop.ExamplesAsync(churn, cancellationToken);
                var effects = new HoldingEffects(sources.Snapshot.Roles, value);
                return await Task.Run(() => effects.Of(examples, options, cancellationToken), cancellationToken);
            }
        }
        catch (NotTrainableException)
        {
            // Too few have left.
        }
        return new Dictionary<string, double>();
    }

    /// <summary>Starts a new base period from the customers of a run, ranked by the models that scored it.</summary>
    /// <returns>False when the run has no customers any more: the base period stays as it is.</returns>
    public async Task<bool> RenewBasePeriodAsync(RunState run, CancellationToken cancellationToken)
    {
        var customers = await rows.ReadAsync(run.Id.Date, run.Extracts, run.Id.Date, cancellationToken);
        if (customers.Rows == 0)
            return false;
        await basePeriod.RenewAsync(run, customers, cancellationToken);
        await progress.FinishBasePeriodAsync(cancellationToken);
        log.BasePeriod(run.Id, customers.Rows);
        return true;
    }

    /// <summary>Whether every target has been trained that a drop could train, and the deciles have their cut points.</summary>
    public async Task<bool> IsCompleteAsync(DateOnly drop, CancellationToken cancellationToken)
    {
        var known = await champions.AllAsync(cancellationToken);
        return champions.Untrained(known, drop).Count == 0
            && BasePeriodStore.Serves(await basePeriod.FindAsync(cancellationToken), known.Values);
    }
}
