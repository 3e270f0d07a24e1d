using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Data;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Training;

/// <summary>Trains a calibrated model and judges it honestly, in one call.</summary>
public static class PropensityTrainer
{
    /// <summary>
    /// Holds out a stratified share of the rows, trains calibrated boosted trees on the rest, judges them on the hold-out, and
    /// trains the model that is returned on all rows with the same settings.
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
        var label = labels.ToArray();
        var positives = CheckTrainable(label, options);
        var features = Informative(data);
        var settings = Settings(options, data.Rows);

        var (kept, heldOut) = Splits.Stratified(label, options.HoldOutShare, options.Seed);
        var steps = options.Refit ? 2 : 1;
        var model = CrossFit.Train(features, label, kept, settings, done => Report("judging", done / steps), cancellation);
        var metrics = Judge(model, features.Select(heldOut), [.. heldOut.Select(row => label[row])]);
        if (options.Refit)
        {
            int[] all = [.. Enumerable.Range(0, data.Rows)];
            model = CrossFit.Train(features, label, all, settings, done => Report("training on all rows", (1 + done) / steps), cancellation);
        }
        return new TrainedPropensity(model, Card(data, features, positives, metrics, options, settings));

        void Report(string step, double done) => progress?.Report(new TrainingProgress(step, done));
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

    private static BoostingOptions Settings(PropensityOptions options, int rows)
    {
        var settings = options.Boosting ?? (rows < 60_000
            ? new BoostingOptions { ColumnShare = 0.6, RowShare = 0.8 }
            : new BoostingOptions { LearningRate = 0.1, MaxLeaves = 31, Trees = 1000, ColumnShare = 0.8 });
        return settings with { Seed = options.Seed, Threads = options.Threads };
    }

    private static Metrics Judge(PropensityModel model, Dataset data, bool[] labels)
    {
        var probabilities = new float[data.Rows];
        model.Score(data, probabilities);
        return Metrics.Of(probabilities, labels);
    }

    private static ModelCard Card(
        Dataset data, Dataset features, int positives, Metrics metrics, PropensityOptions options, BoostingOptions settings) => new()
        {
            Rows = data.Rows,
            Positives = positives,
            Seed = options.Seed,
            Algorithm = "gradient-boosted trees, Platt-calibrated",
            Features = [.. features.Columns.Select(column => column.Name)],
            Unused = [.. data.Columns.Select(column => column.Name).Except(features.Columns.Select(column => column.Name))],
            Settings = new Dictionary<string, double>
            {
                ["learningRate"] = settings.LearningRate,
                ["mostTrees"] = settings.Trees,
                ["mostLeaves"] = settings.MaxLeaves,
                ["minLeafRows"] = settings.MinLeafRows,
                ["l2"] = settings.L2,
                ["rowShare"] = settings.RowShare,
                ["columnShare"] = settings.ColumnShare,
                ["earlyStopping"] = settings.EarlyStopping,
            },
            HoldOut = metrics,
        };
}
