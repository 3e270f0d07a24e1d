using System.Globalization;
using ReapFunctions.Ml;
using ReapFunctions.Ml.Training;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Training;

/// <summary>
/// A drop that models learn from. What several targets need of it, and of the drop so many days before, is read once. Not safe
/// for use by several threads.
/// </summary>
/// <param name="rows">Reads drops.</param>
/// <param name="date">Its date.</param>
/// <param name="extracts">Its extracts.</param>
/// <param name="customers">Its customers.</param>
public sealed class TrainingDrop(
    TrainingRows rows, DateOnly date, IReadOnlyList<DropExtract> extracts, Snapshot customers)
{
    private readonly Dictionary<int, TrainingDrop?> earlier = [];
    private readonly Dictionary<int, LaterCustomers> later = [];
    private FeatureTable? features;

    public DateOnly Date => date;

    public IReadOnlyList<DropExtract> Extracts => extracts;

    public Snapshot Customers => customers;

    private FeatureTable Features => features ??= new FeatureTable(customers, rows.Roles, date);

    /// <summary>Which customers a target is learned from, as of when, and what became of them.</summary>
    /// <exception cref="NoEarlierDropException">Its labels need an earlier drop, and there is none.</exception>
    public async Task<TargetExamples> ExamplesAsync(Target target, CancellationToken cancellationToken)
    {
        var label = target.Label;
        return label.From switch
        {
            LabelSource.History => await OfHistoryAsync(target, cancellationToken),
            LabelSource.Drops => await OfDropsAsync(target, cancellationToken),
            _ => TargetExamples.Of(
                target, LabelledRows.Label(customers, label), Features, date.AddDays(-(label.Days ?? 0)), date),
        };
    }

    /// <summary>
    /// The examples that a training could have had when those of this drop began: what a model learned from them says of these is
    /// said of days that came after all that it knows.
    /// </summary>
    /// <returns>Null without such a drop, or when the label does not say how many days it looks ahead.</returns>
    public async Task<TargetExamples?> ExamplesBeforeAsync(Target target, CancellationToken cancellationToken)
    {
        try
        {
            return target.Label.Days is { } days && await EarlierAsync(days, cancellationToken) is { } before
                ? await before.ExamplesAsync(target, cancellationToken)
                : null;
        }
        catch (NoEarlierDropException)
        {
            return null;
        }
    }

    /// <summary>
    /// Customers as they were some days before the drop, with what became of them since. The features are of that time: nothing
    /// that was learned later is among them.
    /// </summary>
    private async Task<TargetExamples> OfHistoryAsync(Target target, CancellationToken cancellationToken)
    {
        var then = date.AddDays(-target.Label.Days!.Value);
        var (known, came) = await rows.WithHistoryAsync(this, target.Label, then, cancellationToken);
        return TargetExamples.Of(
            target, LabelledRows.OfHistory(target.Kind, came), new FeatureTable(known, rows.Roles, then), then, date);
    }

    /// <summary>Customers of the drop so many days before, with what this one says of them.</summary>
    private async Task<TargetExamples> OfDropsAsync(Target target, CancellationToken cancellationToken)
    {
        var days = target.Label.Days!.Value;
        if (await EarlierAsync(days, cancellationToken) is not { } before)
            throw new NoEarlierDropException(string.Create(
                CultureInfo.InvariantCulture,
                $"There is no drop of about {date.AddDays(-days):yyyy-MM-dd}, or its clean rows are not kept any more, to learn "
                + $"from what became of its customers. Upload its extract, or wait until there are drops of {days} days."));
        if (!later.TryGetValue(days, out var known))
            later[days] = known = await rows.LaterAsync(this, before.Customers, cancellationToken);
        var labels = LabelledRows.OfDrops(target, rows.Roles, before.Customers, known);
        return TargetExamples.Of(target, labels, before.Features, before.Date, date);
    }

    private async Task<TrainingDrop?> EarlierAsync(int days, CancellationToken cancellationToken)
    {
        if (!earlier.TryGetValue(days, out var drop))
            earlier[days] = drop = await rows.EarlierAsync(date, days, cancellationToken);
        return drop;
    }
}

/// <summary>No drop is old enough to tell what became of its customers.</summary>
public sealed class NoEarlierDropException(string message) : NotTrainableException(message);

/// <summary>What a target is learned from.</summary>
/// <param name="Data">The features of the examples.</param>
/// <param name="Labels">By example: whether it happened.</param>
/// <param name="AsOf">The date of which the features are.</param>
/// <param name="Until">The date until which it may have happened.</param>
public sealed record TargetExamples(Dataset Data, bool[] Labels, DateOnly AsOf, DateOnly Until)
{
    internal static TargetExamples Of(
        Target target, LabelledRows labelled, FeatureTable features, DateOnly asOf, DateOnly until) =>
        new(features.For(target).Select(labelled.Rows), labelled.Labels, asOf, until);
}
