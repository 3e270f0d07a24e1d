using ReapFunctions.Contracts;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Training;

/// <summary>The customers that models learn from.</summary>
public sealed class TrainingRows(PortfolioSources sources, RunInputStore inputs, CustomerRows rows, ReapSettings settings)
{
    /// <param name="asOf">The date as of which they are known: the drop's, or an earlier one.</param>
    public async Task<Snapshot> ReadAsync(
        DateOnly date, IReadOnlyList<DropExtract> extracts, DateOnly asOf, CancellationToken cancellationToken) =>
        await rows.ReadAllAsync(
            await inputs.FindAsync(date, extracts, asOf, cancellationToken), settings.TrainingRows, asOf, cancellationToken);

    /// <summary>The features of customers.</summary>
    /// <param name="asOf">The date as of which they are known.</param>
    public FeatureTable FeaturesOf(Snapshot customers, DateOnly asOf) => new(customers, sources.Snapshot.Roles, asOf);

    /// <summary>Which customers of a drop a target is learned from, and their features.</summary>
    /// <param name="customers">Those of the drop.</param>
    /// <param name="features">Theirs.</param>
    public async Task<(LabelledRows Examples, FeatureTable Features)> OfTargetAsync(
        Target target, DateOnly date, IReadOnlyList<DropExtract> extracts, Snapshot customers, FeatureTable features,
        CancellationToken cancellationToken) =>
        target.Label.From == LabelSource.History
            ? await OfHistoryAsync(target, date, extracts, cancellationToken)
            : (LabelledRows.Label(customers, target.Label), features);

    /// <summary>
    /// Customers as they were some days before the drop, with what became of them since. The features are of that time: nothing
    /// that was learned later is among them.
    /// </summary>
    /// <param name="target">A target whose label comes from history.</param>
    private async Task<(LabelledRows Examples, FeatureTable Features)> OfHistoryAsync(
        Target target, DateOnly date, IReadOnlyList<DropExtract> extracts, CancellationToken cancellationToken)
    {
        var (source, days, where) = (target.Label.Source!, target.Label.Days!.Value, target.Label.Where);
        var then = date.AddDays(-days);
        var input = await inputs.FindAsync(date, extracts, then, cancellationToken);
        var customers = await rows.ReadAllAsync(input, settings.TrainingRows, then, cancellationToken);
        var later = await rows.ReadLaterAsync(input, customers, source, days, where, then, cancellationToken);
        return (LabelledRows.OfHistory(target.Kind, later), FeaturesOf(customers, then));
    }
}
