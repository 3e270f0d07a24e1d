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
    private (DateOnly Since, AskedCustomers Customers)? asked;

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

    /// <summary>
    /// Customers of the drop so many days before, with what this one says of them, and the same of earlier drops as far as they
    /// are kept and no more rows are learned from than <see cref="TrainingRows.Most"/>.
    /// </summary>
    private async Task<TargetExamples> OfDropsAsync(Target target, CancellationToken cancellationToken)
    {
        var days = target.Label.Days!.Value;
        var windows = await WindowsAsync(target.Label, cancellationToken);
        if (windows.Count == 0)
            throw new NoEarlierDropException(string.Create(
                CultureInfo.InvariantCulture,
                $"There is no drop of about {date.AddDays(-days):yyyy-MM-dd}, or its clean rows are not kept any more, to learn "
                + $"from what became of its customers. Upload its extract, or wait until there are drops of {days} days."));
        var asked = await AskedSinceAsync(windows[^1].Before.Date, cancellationToken);
        var (examples, ids, leftOut) = (new List<TargetExamples>(), new List<string>(), 0);
        foreach (var (before, came, until) in windows)
        {
            string IdOf(int row) => before.Customers[rows.Roles.CustomerId].Text(row)!;
            var all = LabelledRows.OfDrops(target, rows.Roles, before.Customers, came);
            var labels = asked.LeftOut(all, target, IdOf, before.Date, until);
            examples.Add(TargetExamples.Of(target, labels, before.Features, before.Date, until));
            ids.AddRange(labels.Rows.Select(IdOf));
            leftOut += all.Rows.Length - labels.Rows.Length;
        }
        return TargetExamples.Of(examples, ids) with { Asked = leftOut };
    }

    /// <summary>
    /// By product: the hazard per month with which who holds it gives it up; empty where no label is from drops.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, double>> GivenUpAsync(
        TargetOptions targets, CancellationToken cancellationToken)
    {
        if (targets.FromDrops is not { } label)
            return new Dictionary<string, double>();
        var given = new GivenUpCount(rows.Roles);
        foreach (var (before, came, _) in await WindowsAsync(label, cancellationToken))
            given.Add(before.Customers, came);
        return given.Hazards(label.Days!.Value);
    }

    /// <summary>By what share is paid more after a term has ended; null where it is not known.</summary>
    /// <param name="revenue">The measure of what is paid a month.</param>
    public async Task<double?> TermEndRiseAsync(
        TargetOptions targets, string revenue, CancellationToken cancellationToken)
    {
        if (rows.Roles.TermEnds is null || targets.FromDrops is not { } label)
            return null;
        var count = new TermEndCount(rows.Roles, revenue);
        foreach (var (before, came, until) in await WindowsAsync(label, cancellationToken))
            count.Add(before.Customers, before.Date, came, until);
        return count.Rise;
    }

    /// <summary>The drop so many days before with what became of its customers, the one before that, and so on.</summary>
    private async Task<List<(TrainingDrop Before, LaterCustomers Came, DateOnly Until)>> WindowsAsync(
        TargetLabel label, CancellationToken cancellationToken)
    {
        var (days, windows, read) = (label.Days!.Value, new List<(TrainingDrop Before, LaterCustomers, DateOnly)>(), 0);
        for (var drop = this; windows.Count < label.Windows;)
        {
            if (windows.Count > 0 && read + windows[^1].Before.Customers.Rows > rows.Most)
                break;
            if (await drop.EarlierAsync(days, cancellationToken) is not { } before)
                break;
            windows.Add((before, await drop.LaterAsync(days, before, cancellationToken), drop.Date));
            read += before.Customers.Rows;
            drop = before;
        }
        return windows;
    }

    private async Task<AskedCustomers> AskedSinceAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (asked is not { } known || known.Since > day)
            asked = known = (day, await rows.AskedSinceAsync(day, cancellationToken));
        return known.Customers;
    }

    private async Task<LaterCustomers> LaterAsync(int days, TrainingDrop before, CancellationToken cancellationToken)
    {
        if (!later.TryGetValue(days, out var known))
            later[days] = known = await rows.LaterAsync(this, before.Customers, cancellationToken);
        return known;
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
/// <param name="Data">The features of the examples, those of the newest window first.</param>
/// <param name="Labels">By example: whether it happened.</param>
/// <param name="AsOf">The date of which the newest features are.</param>
/// <param name="Until">The date until which it may have happened.</param>
public sealed record TargetExamples(Dataset Data, bool[] Labels, DateOnly AsOf, DateOnly Until)
{
    /// <summary>How many spans of days they are of.</summary>
    public int Windows { get; private init; } = 1;

    /// <summary>How many are none of them, since somebody had asked them, see <see cref="AskedCustomers"/>.</summary>
    public int Asked { get; init; }

    /// <summary>How many of the examples are of the newest window.</summary>
    public int Newest { get; private init; } = Labels.Length;

    /// <summary>By example: the number of its customer; empty where each has one.</summary>
    public int[] Customers { get; private init; } = [];

    /// <summary>The examples of the newest window alone.</summary>
    public TargetExamples OfNewest => Windows == 1
        ? this
        : new(Data.Select([.. Enumerable.Range(0, Newest)]), Labels[..Newest], AsOf, Until);

    /// <summary>
    /// How a training learns from them: no customer is both learned from and judged by, and the newest window judges.
    /// </summary>
    public PropensityOptions With(PropensityOptions options) => options with { Groups = Customers, JudgedRows = Newest };

    internal static TargetExamples Of(
        Target target, LabelledRows labelled, FeatureTable features, DateOnly asOf, DateOnly until) =>
        new(features.For(target).Select(labelled.Rows), labelled.Labels, asOf, until);

    /// <param name="windows">One or more, the newest first.</param>
    /// <param name="ids">By example of all of them: the customer.</param>
    internal static TargetExamples Of(IReadOnlyList<TargetExamples> windows, IReadOnlyList<string> ids)
    {
        if (windows is [var only])
            return only;
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return new TargetExamples(
            Dataset.Concat([.. windows.Select(window => window.Data)]), [.. windows.SelectMany(window => window.Labels)],
            windows[0].AsOf, windows[0].Until)
        {
            Windows = windows.Count,
            Newest = windows[0].Labels.Length,
            Customers = [.. ids.Select(id => numbers.TryGetValue(id, out var number)
                ? number
                : numbers[id] = numbers.Count)],
        };
    }
}
