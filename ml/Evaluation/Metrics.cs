using ReapFunctions.Ml.Boosting;

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

    /// <summary>Slope of a logistic regression of the labels on the predicted log-odds: 1 is perfect, below 1 is
    /// overconfident.</summary>
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
            throw new ArgumentException(
                $"{probabilities.Length} probabilities and {labels.Length} labels: give one label per row.");
        var ranked = Ranking.Of(probabilities, labels);
        var metrics = new Metrics(
            labels.Length, ranked.Positives, ranked.Auc(), MeanLogLoss(probabilities, labels), MeanBrier(probabilities, labels),
            ranked.CalibrationError(CalibrationBins), ranked.Deciles());
        if (ranked.Positives == 0 || ranked.Positives == labels.Length)
            return metrics;
        var (slope, intercept) = Line(LogOdds(probabilities), labels);
        return metrics with
        {
            AucError = DeLong.Interval(probabilities, labels).StandardError,
            PrAuc = ranked.PrAuc(),
            CalibrationSlope = slope,
            CalibrationIntercept = intercept,
        };
    }

    /// <summary>Slope and intercept of the logistic regression of the labels on the scores, by Newton's method with step
    /// halving.</summary>
    private static (double Slope, double Intercept) Line(double[] scores, ReadOnlySpan<bool> labels)
    {
        const int MaxSteps = 100;
        var (slope, intercept) = (1.0, 0.0);
        var loss = Loss(scores, labels, slope, intercept);
        for (var step = 0; step < MaxSteps; step++)
        {
            double gs = 0, gi = 0, hss = 1e-12, hsi = 0, hii = 1e-12;
            for (var i = 0; i < scores.Length; i++)
            {
                var p = LogisticLoss.Sigmoid((slope * scores[i]) + intercept);
                var (gradient, hessian) = (p - (labels[i] ? 1 : 0), p * (1 - p));
                gs += gradient * scores[i];
                gi += gradient;
                hss += hessian * scores[i] * scores[i];
                hsi += hessian * scores[i];
                hii += hessian;
            }
            var determinant = (hss * hii) - (hsi * hsi);
            var (ds, di) = determinant <= 1e-12 * hss * hii
                ? (0, gi / hii)
                : (((hii * gs) - (hsi * gi)) / determinant, ((hss * gi) - (hsi * gs)) / determinant);
            var (size, next) = (1.0, Loss(scores, labels, slope - ds, intercept - di));
            for (; next > loss && size > 1e-6; size /= 2)
                next = Loss(scores, labels, slope - (size / 2 * ds), intercept - (size / 2 * di));
            if (next >= loss)
                break;
            (slope, intercept, loss) = (slope - (size * ds), intercept - (size * di), next);
        }
        return (slope, intercept);
    }

    private static double Loss(double[] scores, ReadOnlySpan<bool> labels, double slope, double intercept)
    {
        double loss = 0;
        for (var i = 0; i < scores.Length; i++)
            loss += LogisticLoss.SoftPlus(((slope * scores[i]) + intercept) * (labels[i] ? -1 : 1));
        return loss;
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
            sum += LossOf(probabilities[i], labels[i]);
        return sum / labels.Length;
    }

    /// <summary>Standard error of how much one model's log-loss differs from another's on the same rows.</summary>
    internal static double LogLossError(ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<bool> labels)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < labels.Length; i++)
        {
            var difference = LossOf(first[i], labels[i]) - LossOf(second[i], labels[i]);
            (sum, squares) = (sum + difference, squares + difference * difference);
        }
        var mean = sum / labels.Length;
        return Math.Sqrt(Math.Max(0, squares / labels.Length - mean * mean) / labels.Length);
    }

    private static double LossOf(float probability, bool label)
    {
        var p = Math.Clamp((double)probability, 1e-15, 1 - 1e-15);
        return -Math.Log(label ? p : 1 - p);
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

/// <summary>One tenth of the rows, ordered by falling score.</summary>
/// <param name="Number">1 (highest scores) to 10.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="Positives">Of these, positive.</param>
/// <param name="MeanProbability">Their mean predicted probability.</param>
/// <param name="Lift">Its share of positives over that of all rows.</param>
/// <param name="Gain">The part of all positives found in this and better deciles, 0 to 1.</param>
public sealed record Decile(int Number, int Rows, int Positives, double MeanProbability, double Lift, double Gain);
