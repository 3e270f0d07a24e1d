using System.Globalization;
using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Ml.Training;

/// <summary>Trains a calibrated model and judges it honestly, in one call.</summary>
public static class PropensityTrainer
{
    /// <summary>Luck goes so far in one of a thousand trainings.</summary>
    private const int MinErrorsAboveChance = 3;

    /// <summary>
    /// Luck goes so far in one of twenty. The rows that chose the winner flatter it, on 900 rows of noise by two standard errors;
    /// those of the hold-out chose nothing, so that both must agree.
    /// </summary>
    private const double MinErrorsOnHoldOut = 1.645;

    /// <summary>
    /// Holds out a stratified share of the rows; on the rest chooses between logistic regression and boosted trees of a few
    /// settings by the log-loss of rows they have not seen, and calibrates; judges the winner on the hold-out; and trains the
    /// model that is returned on all rows with the winner's settings.
    /// </summary>
    /// <param name="data">The features; leave out ids and everything that is known only after the event.</param>
    /// <param name="labels">By row: whether the event happened.</param>
    /// <param name="options">Settings; null takes the defaults.</param>
    /// <param name="progress">Told how far the training is.</param>
    /// <param name="cancellationToken">Stops the training between two trees.</param>
    /// <exception cref="ArgumentException">The labels are not one per row, or a setting is out of range.</exception>
    /// <exception cref="NotTrainableException">Too few rows of one class, or no column that varies.</exception>
    public static TrainedPropensity Train(
        Dataset data, ReadOnlyMemory<bool> labels, PropensityOptions? options = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new PropensityOptions();
        CheckLengths(data, labels, options);
        var label = labels.ToArray();
        var positives = CheckTrainable(label, options);
        var (kept, heldOut) = options.HoldOut(label);
        var (task, leaks, drifting) = Prepare(data, label, kept, options, cancellationToken);
        var candidates = Selection.Candidates(options, kept.Length,
            (int)(Math.Min(positives, label.Length - positives) * (1 - options.HoldOutShare)));
        // The search fits every candidate once, the refit one.
        var whole = candidates.Length + (options.Refit ? 1 : 0);
        var chosen = Selection.Run(task, candidates, done => Report("choosing", done * candidates.Length / whole),
            cancellationToken);
        var (judged, truth) = (chosen.Model.Score(task.Data.Select(heldOut)), Array.ConvertAll(heldOut, row => label[row]));
        if (options.MustBeatChance)
            DemandSkill(chosen, task, judged, truth);
        var model = !options.Refit ? chosen.Model : Selection.Run(
            task with { Rows = [.. Enumerable.Range(0, data.Rows)] }, [chosen.Winner],
            done => Report("training on all rows", (candidates.Length + done) / whole), cancellationToken).Model;
        var card = CardOf(model, chosen, Metrics.Of(judged, truth), data, positives, options);
        return new TrainedPropensity(model, card with { Leaks = leaks, Drifting = drifting }) { Judged = judged };

        void Report(string step, double done) => progress?.Report(new TrainingProgress(step, done));
    }

    /// <summary>Chooses and trains on the given rows only, without a hold-out.</summary>
    internal static PropensityModel TrainOn(Dataset data, bool[] labels, int[] rows, PropensityOptions options,
        CancellationToken cancellationToken)
    {
        bool[] label = [.. rows.Select(row => labels[row])];
        var positives = CheckTrainable(label, options);
        var features = FrequentCategories.Of(Informative(data), options.MaxCategories);
        var task = TaskOf(features, labels, rows, options);
        var candidates = Selection.Candidates(options, rows.Length, Math.Min(positives, rows.Length - positives));
        return Selection.Run(task, candidates, _ => { }, cancellationToken).Model;
    }

    private static void CheckLengths(Dataset data, ReadOnlyMemory<bool> labels, PropensityOptions options)
    {
        if (labels.Length != data.Rows)
            throw new ArgumentException($"{data.Rows} rows and {labels.Length} labels: give one label per row.", nameof(labels));
        if (options.Weights.Length != 0 && options.Weights.Length != data.Rows)
            throw new ArgumentException(
                $"{data.Rows} rows and {options.Weights.Length} weights: give one weight per row, or none.", nameof(options));
        if (options.Groups.Length != 0 && options.Groups.Length != data.Rows)
            throw new ArgumentException(
                $"{data.Rows} rows and {options.Groups.Length} groups: give one group per row, or none.", nameof(options));
    }

    private static int CheckTrainable(bool[] labels, PropensityOptions options)
    {
        var positives = labels.Count(label => label);
        var negatives = labels.Length - positives;
        if (Math.Min(positives, negatives) < options.MinPositives)
        {
            throw new NotTrainableException(
                $"{positives} positive and {negatives} negative rows; at least {options.MinPositives} of each are "
                    + $"needed to learn from. "
                + "Give a longer history, a wider definition of the event, or rank by a rule until there are more.");
        }
        return positives;
    }

    /// <summary>What is learned from: the columns that vary, give nothing away, and do not drift.</summary>
    private static (LearningTask Task, IReadOnlyList<Leak> Leaks, string[] Drifting) Prepare(
        Dataset data, bool[] labels, int[] kept, PropensityOptions options, CancellationToken cancellationToken)
    {
        var leaks = LeakageGuard.Check(data.Select(kept), [.. kept.Select(row => labels[row])], options.KnownAfterwards);
        var refused = leaks.Where(leak => leak.Refused).Select(leak => leak.Feature).Except(options.Trusted).ToArray();
        var features = FrequentCategories.Of(Informative(data.Without(refused)), options.MaxCategories);
        var task = TaskOf(features, labels, kept, options);
        string[] drifting = options.RowsAreInTimeOrder ? DriftFilter.Find(task, cancellationToken) : [];
        return (drifting.Length > 0 ? task with { Data = features.Without(drifting) } : task, leaks, drifting);
    }

    private static LearningTask TaskOf(Dataset features, bool[] labels, int[] rows, PropensityOptions options) =>
        new(features, labels, options.Weights.ToArray(), rows, options.Seed, options.Threads)
        {
            Groups = options.Groups.ToArray(),
        };

    private static Dataset Informative(Dataset data)
    {
        var constant = data.Columns.Where(Constant).Select(column => column.Name).ToArray();
        var features = data.Without(constant);
        return features.Columns.Count > 0
            ? features
            : throw new NotTrainableException("Every column is constant or missing. Give columns that differ between rows.");
    }

    private static bool Constant(Column column)
    {
        if (column is CategoricalColumn { Codes: var codes })
            return codes.IsEmpty || !codes.ContainsAnyExcept(codes[0]);
        var values = ((NumericColumn)column).Values;
        return values.IsEmpty || !values.ContainsAnyExcept(values[0]);
    }

    /// <summary>The card of a model, without what was left out before the choice.</summary>
    private static ModelCard CardOf(
        PropensityModel model, Selection.Choice chosen, Metrics holdOut, Dataset data, int positives,
        PropensityOptions options) => new()
        {
            Rows = data.Rows,
            Positives = positives,
            Seed = options.Seed,
            Algorithm = $"{chosen.Winner.Name}, {(model.Calibrator is IsotonicCalibrator ? "isotonic" : "Platt")}-calibrated",
            Features = model.Columns,
            Unused = [.. data.Columns.Where(Constant).Select(column => column.Name)],
            Settings = chosen.Winner.Settings,
            Candidates = chosen.Losses,
            CandidateAucs = chosen.Aucs,
            Stopped = chosen.Stopped,
            Absent = Selection.Absent(options),
            HoldOut = holdOut,
        };

    /// <summary>A model whose ranking may be luck is no model: its risk bands and reasons would be noise.</summary>
    private static void DemandSkill(Selection.Choice chosen, LearningTask task, float[] judged, bool[] truth)
    {
        DemandSkill([.. chosen.Unseen, .. judged], [.. task.LabelsOf(task.RowsAt(chosen.UnseenRows)), .. truth],
            MinErrorsAboveChance, chosen.Winner, "that it has not seen");
        DemandSkill(judged, truth, MinErrorsOnHoldOut, chosen.Winner, "that nothing was chosen by");
    }

    private static void DemandSkill(
        float[] probabilities, bool[] labels, double minErrors, ModelCandidate winner, string which)
    {
        var auc = DeLong.Interval(probabilities, labels);
        if (auc.Value - (minErrors * auc.StandardError) > 0.5)
            return;
        throw new NotTrainableException(string.Create(
            CultureInfo.InvariantCulture,
            $"No candidate beats chance by more than its noise: the best, {winner.Name}, ranks {labels.Length} rows "
                + $"{which} with an AUC of "
            + $"{auc.Value:F3}, standard error {auc.StandardError:F3}; at least 0.5 and {minErrors} standard "
            + $"errors are needed. "
            + $"Give columns that have to do with the event, or a longer history."));
    }
}

/// <summary>A trained model and the account of how good it is.</summary>
public sealed record TrainedPropensity(PropensityModel Model, ModelCard Card)
{
    /// <summary>What was said of the rows held out, in their order, before the model learned from all rows.</summary>
    public ReadOnlyMemory<float> Judged { get; init; }
}

/// <summary>How far a training is.</summary>
/// <param name="Step">What is being done.</param>
/// <param name="Done">Share done of the whole, 0 to 1; never falls.</param>
public readonly record struct TrainingProgress(string Step, double Done);

/// <summary>The data cannot teach a model; the message says why and what to do.</summary>
public class NotTrainableException : Exception
{
    /// <param name="message">Why, and what to do.</param>
    public NotTrainableException(string message) : base(message)
    {
    }
}
