using Azure.Storage.Blobs;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards.Calibration;

/// <summary>How propensities fared in life, in container <c>scorecards</c>: worked out once for two runs, and kept.</summary>
public sealed class CalibrationStore(
    BlobServiceClient blobs,
    ScorecardStore scorecards,
    TargetOptions targets,
    DecisionOptions config)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scorecards);

    /// <summary>
    /// Of each target by a run: that of the run nearest to its label's days before, a tenth of them more or less; none where
    /// there is no such run.
    /// </summary>
    /// <returns>In the order of the targets' names.</returns>
    public async Task<IReadOnlyList<TargetCalibration>> OfAsync(RunId run, CancellationToken cancellationToken)
    {
        var found = new List<TargetCalibration>();
        foreach (var days in Waiting().GroupBy(target => target.Label.Days))
        {
            var due = run.Date.AddDays(-days.Key!.Value);
            if (await scorecards.NearestAsync(due, days.Key.Value / 10, run, cancellationToken) is { } since
                && since.Date < run.Date)
                found.AddRange((await BetweenAsync(since, run, cancellationToken))
                    .Where(calibration => days.Any(target => target.Name == calibration.Target)));
        }
        return [.. found.OrderBy(calibration => calibration.Target, StringComparer.Ordinal)];
    }

    /// <summary>Targets that predict what comes after the drop, within so many days; a column tells of days before it.</summary>
    private IEnumerable<Target> Waiting() => targets.All.Where(
        target => target.Label is { From: LabelSource.Drops or LabelSource.History, Days: > 0 });

    private async Task<TargetCalibration[]> BetweenAsync(RunId since, RunId run, CancellationToken cancellationToken)
    {
        var name = $"{run}/calibration/{since}.json";
        if (await container.ReadJsonAsync<TargetCalibration[]>(name, cancellationToken) is { } kept)
            return kept;
        var calibration = TargetCalibration.Between(
            $"{since}", await scorecards.DigestsAsync(since, cancellationToken),
            await scorecards.DigestsAsync(run, cancellationToken), config.Value.Bands, config.TakeUps).ToArray();
        await container.CreateJsonAsync(name, calibration, cancellationToken);
        return calibration;
    }
}
