using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Data;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Training;

/// <summary>Trains a calibrated model and judges it honestly, in one call.</summary>
public static class PropensityTrainer
{
    /// <summary>
    /// Holds out a stratified share of the rows; on the rest chooses between logistic regression and boosted trees of a few
    /// settings by the log-loss of rows they have not seen, and calibrates; judges the winner on the hold-out; and trains the model
    /// that is returned on all rows with the winner's settings.
    /// </summary>
    /// <param name="data">The features; leave out ids and everything that is known only after the event.</param>
    /// <param name="labels">By row: whether the event happened.</param>
    /// <param name="options">Settings; null takes the defaults.</param>
    /// <param name="progress">Told how far the training is.</param>
    /// <param name="cancellation">Stops the training between two trees.</param>
    /// <exception cref="ArgumentException">The labels are not one per row, or a setting is out of range.</exception>
    /// <exception cref="NotTrainableException">Too few rows of one class, or no column that varies.</exception>
    public static TrainedPropensity Train(
        Dataset data, ReadOnlyMemory<bool> labels, PropensityOptions? options = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new PropensityOptions();
        if (labels.Length != data.Rows)
            throw new ArgumentException($"{data.Rows} rows and {labels.Length} labels: give one label per row.", nameof(labels));
        if (options.Weights.Length != 0 && options.Weights.Length != data.Rows)
            throw new ArgumentException($"{data.Rows} rows and {options.Weights.Length} weights: give one weight per row, or none.", nameof(options));
        var label = labels.ToArray();
        var positives = CheckTrainable(label, options);
        var (kept, heldOut) = options.RowsAreInTimeOrder
            ? Splits.Later(data.Rows, options.HoldOutShare)
            : Splits.Stratified(label, options.HoldOutShare, options.Seed);
        var leaks = LeakageGuard.Check(data.Select(kept), [.. kept.Select(row => label[row])], options.KnownAfterwards);
        var refused = leaks.Where(leak => leak.Refused).Select(leak => leak.Feature).Except(options.Trusted).ToArray();
        var features = Informative(data.Without(refused));
        var task = new LearningTask(features, label, options.Weights.ToArray(), kept, options.Seed, options.Threads);
        string[] drifting = options.RowsAreInTimeOrder ? DriftFilter.Find(task, cancellation) : [];
        if (drifting.Length > 0)
            task = task with { Data = features = features.Without(drifting) };
        var candidates = Selection.Candidates(options, kept.Length, (int)(Math.Min(positives, label.Length - positives) * (1 - options.HoldOutShare)));
        // The search fits every candidate once, the refit one.
        var whole = candidates.Length + (options.Refit ? 1 : 0);
        var (model, winner, losses) = Selection.Run(
            task, candidates, done => Report("choosing", done * candidates.Length / whole), cancellation);
        var metrics = Metrics.Of(model.Score(features.Select(heldOut)), [.. heldOut.Select(row => label[row])]);
        if (options.Refit)
        {
            var all = task with { Rows = [.. Enumerable.Range(0, data.Rows)] };
            (model, _, _) = Selection.Run(all, [winner], done => Report("training on all rows", (candidates.Length + done) / whole), cancellation);
        }
        return new TrainedPropensity(model, Card(data, positives, metrics, options, winner, losses, model) with { Leaks = leaks, Drifting = drifting });

        void Report(string step, double done) => progress?.Report(new TrainingProgress(step, done));
    }

    /// <summary>Chooses and trains on the given rows only, without a hold-out.</summary>
    internal static PropensityModel TrainOn(Dataset data, bool[] labels, int[] rows, PropensityOptions options, CancellationToken cancellation)
    {
        bool[] label = [.. rows.Select(row => labels[row])];
        var positives = CheckTrainable(label, options);
        var task = new LearningTask(Informative(data), labels, options.Weights.ToArray(), rows, options.Seed, options.Threads);
        var candidates = Selection.Candidates(options, rows.Length, Math.Min(positives, rows.Length - positives));
        return Selection.Run(task, candidates, _ => { }, cancellation).Model;
    }

    private static int CheckTrainable(bool[] labels, PropensityOptions options)
    {
        var positives = labels.Count(label => label);
        var negatives = labels.Length - positives;
        if (Math.Min(positives, negatives) < options.MinPositives)
        {
            throw new NotTrainableException(
                $"{positives} positive and {negatives} negative rows; at least {options.MinPositives} of each are needed to learn from. "
                + "Give a longer history, a wider definition of the event, or rank by a rule until there are more.");
        }
        return positives;
    }

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

    private static ModelCard Card(
        Dataset data, int positives, Metrics metrics, PropensityOptions options, Candidate winner,
        Dictionary<string, double> losses, PropensityModel model) => new()
        {
            Rows = data.Rows,
            Positives = positives,
            Seed = options.Seed,
            Algorithm = $"{winner.Name}, {(model.Calibrator is IsotonicCalibrator ? "isotonic" : "Platt")}-calibrated",
            Features = model.Features,
            Unused = [.. data.Columns.Where(Constant).Select(column => column.Name)],
            Settings = winner.Settings,
            Candidates = losses,
            HoldOut = metrics,
        };
}
