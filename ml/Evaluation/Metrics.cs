using ReapFunctions.Ml.Calibration;

namespace ReapFunctions.Ml.Evaluation;

/// <summary>How well probabilities tell what happened, on rows that the model has not learned from.</summary>
/// <param name="Rows">Rows judged.</param>
/// <param name="Positives">Of these, positive.</param>
/// <param name="Auc">Area under the ROC curve, ties counted half. NaN with one class only.</param>
/// <param name="LogLoss">Mean log-loss in nats.</param>
/// <param name="Brier">Mean squared error of the probability.</param>
/// <param name="CalibrationError">Expected calibration error over 15 bins of equal mass.</param>
/// <param name="Deciles">Lift and gain by decile, best scores first.</param>
public sealed record Metrics(
    int Rows, int Positives, double Auc, double LogLoss, double Brier, double CalibrationError, IReadOnlyList<Decile> Deciles)
{
    /// <summary>Bins of <see cref="CalibrationError"/>.</summary>
    public const int CalibrationBins = 15;

    /// <summary>Standard error of <see cref="Auc"/> (DeLong).</summary>
    public double AucError { get; init; } = double.NaN;

    /// <summary>Area under the precision-recall curve (average precision).</summary>
    public double PrAuc { get; init; } = double.NaN;

    /// <summary>Slope of a logistic regression of the labels on the predicted log-odds: 1 is perfect, below 1 is overconfident.</summary>
    public double CalibrationSlope { get; init; } = double.NaN;

    /// <summary>Intercept of that regression: 0 is perfect, below 0 predicts too much.</summary>
    public double CalibrationIntercept { get; init; } = double.NaN;

    /// <summary>Judges probabilities.</summary>
    /// <param name="probabilities">By row, 0 to 1.</param>
    /// <param name="labels">By row.</param>
    /// <exception cref="ArgumentException">Different lengths.</exception>
    public static Metrics Of(ReadOnlySpan<float> probabilities, ReadOnlySpan<bool> labels)
    {
        if (probabilities.Length != labels.Length)
            throw new ArgumentException($"{probabilities.Length} probabilities and {labels.Length} labels: give one label per row.");
        var ranked = Ranking.Of(probabilities, labels);
        var metrics = new Metrics(
            labels.Length, ranked.Positives, ranked.Auc(), MeanLogLoss(probabilities, labels), MeanBrier(probabilities, labels),
            ranked.CalibrationError(CalibrationBins), ranked.Deciles());
        if (ranked.Positives == 0 || ranked.Positives == labels.Length)
            return metrics;
        var (slope, intercept) = PlattFitter.Line(LogOdds(probabilities), labels);
        return metrics with
        {
            AucError = DeLong.Interval(probabilities, labels).StandardError,
            PrAuc = ranked.PrAuc(),
            CalibrationSlope = slope,
            CalibrationIntercept = intercept,
        };
    }

    private static double[] LogOdds(ReadOnlySpan<float> probabilities)
    {
        var odds = new double[probabilities.Length];
        for (var i = 0; i < odds.Length; i++)
        {
            var p = Math.Clamp((double)probabilities[i], 1e-7, 1 - 1e-7);
            odds[i] = Math.Log(p / (1 - p));
        }
        return odds;
    }

    private static double MeanLogLoss(ReadOnlySpan<float> probabilities, ReadOnlySpan<bool> labels)
    {
        double sum = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var p = Math.Clamp((double)probabilities[i], 1e-15, 1 - 1e-15);
            sum -= Math.Log(labels[i] ? p : 1 - p);
        }
        return sum / labels.Length;
    }

    private static double MeanBrier(ReadOnlySpan<float> probabilities, ReadOnlySpan<bool> labels)
    {
        double sum = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var error = probabilities[i] - (labels[i] ? 1.0 : 0.0);
            sum += error * error;
        }
        return sum / labels.Length;
    }
}
