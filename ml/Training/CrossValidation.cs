using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Ml.Training;

/// <summary>Judges a whole way of training: everything, the choice of settings and calibration too, happens inside each
/// fold.</summary>
public static class CrossValidation
{
    /// <summary>Trains on all folds but one and scores that one, for every fold (stratified).</summary>
    /// <param name="data">The features.</param>
    /// <param name="labels">By row.</param>
    /// <param name="folds">Number of folds, at least 2.</param>
    /// <param name="options">As for training; hold-out and refit do not apply.</param>
    /// <param name="cancellationToken">Stops between two trees.</param>
    /// <returns>The probability of every row, from a model that has not seen it.</returns>
    /// <exception cref="NotTrainableException">A fold cannot be learned from.</exception>
    public static float[] Score(
        Dataset data, ReadOnlyMemory<bool> labels, int folds, PropensityOptions? options = null,
            CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new PropensityOptions();
        var dealt = Splits.StratifiedFolds(labels.Span, options.Groups.Span, folds, options.Seed);
        var probabilities = new float[data.Rows];
        foreach (var fold in dealt)
        {
            var learned = Splits.Others(data.Rows, fold);
            var model = PropensityTrainer.TrainOn(data, labels.ToArray(), learned, options, cancellationToken);
            var scores = model.Score(data.Select(fold));
            for (var i = 0; i < fold.Length; i++)
                probabilities[fold[i]] = scores[i];
        }
        return probabilities;
    }

    /// <summary>The metrics of <see cref="Score"/>, over all rows together.</summary>
    /// <inheritdoc cref="Score"/>
    public static Metrics Judge(
        Dataset data, ReadOnlyMemory<bool> labels, int folds, PropensityOptions? options = null,
            CancellationToken cancellationToken = default) =>
        Metrics.Of(Score(data, labels, folds, options, cancellationToken), labels.Span);
}
