namespace ReapFunctions.Ml.Calibration;

/// <summary>Fits Platt's two parameters by Newton's method, with his smoothed targets.</summary>
internal static class PlattFitter
{
    private const int MostSteps = 100;

    /// <param name="scores">Scores of rows that the model has not learned from.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="weights">Their weights; empty means all 1.</param>
    public static PlattCalibrator Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<float> weights)
    {
        var (positive, negative) = Targets(labels, weights);
        var (slope, offset) = Newton(scores, labels, weights, positive, negative);
        // A falling curve would turn the ranking round: an unlearnable target is better served by the scores as they are.
        return slope > 0 ? new PlattCalibrator(-slope, -offset) : PlattCalibrator.Identity;
    }

    /// <summary>Slope and intercept of the logistic regression of the labels on the scores, without smoothing.</summary>
    public static (double Slope, double Intercept) Line(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels) =>
        Newton(scores, labels, [], positive: 1, negative: 0);

    private static (double Slope, double Offset) Newton(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<float> weights, double positive, double negative)
    {
        double slope = 1, offset = 0;
        var loss = Loss(scores, labels, weights, slope, offset, positive, negative);
        for (var step = 0; step < MostSteps; step++)
        {
            var (deltaSlope, deltaOffset) = Step(scores, labels, weights, slope, offset, positive, negative);
            var size = 1.0;
            var next = Loss(scores, labels, weights, slope - deltaSlope, offset - deltaOffset, positive, negative);
            for (; next > loss && size > 1e-6; size /= 2)
                next = Loss(scores, labels, weights, slope - (size / 2 * deltaSlope), offset - (size / 2 * deltaOffset), positive, negative);
            if (next >= loss)
                break;
            (slope, offset, loss) = (slope - (size * deltaSlope), offset - (size * deltaOffset), next);
        }
        return (slope, offset);
    }

    /// <summary>(N+ + 1)/(N+ + 2) for positives and 1/(N- + 2) for negatives keep the slope finite.</summary>
    private static (double Positive, double Negative) Targets(ReadOnlySpan<bool> labels, ReadOnlySpan<float> weights)
    {
        double positives = 0, negatives = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            positives += labels[i] ? weight : 0;
            negatives += labels[i] ? 0 : weight;
        }
        return ((positives + 1) / (positives + 2), 1 / (negatives + 2));
    }

    private static (double Slope, double Offset) Step(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<float> weights,
        double slope, double offset, double positive, double negative)
    {
        double gs = 0, go = 0, hss = 1e-12, hso = 0, hoo = 1e-12;
        for (var i = 0; i < scores.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[i], score = scores[i];
            var p = 1 / (1 + Math.Exp(-((slope * score) + offset)));
            var gradient = weight * (p - (labels[i] ? positive : negative));
            var hessian = weight * p * (1 - p);
            gs += gradient * score;
            go += gradient;
            hss += hessian * score * score;
            hso += hessian * score;
            hoo += hessian;
        }
        var determinant = (hss * hoo) - (hso * hso);
        return determinant <= 1e-12 * hss * hoo
            ? (0, go / hoo)
            : (((hoo * gs) - (hso * go)) / determinant, ((hss * go) - (hso * gs)) / determinant);
    }

    private static double Loss(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<float> weights,
        double slope, double offset, double positive, double negative)
    {
        double loss = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            var z = (slope * scores[i]) + offset;
            var target = labels[i] ? positive : negative;
            loss += (weights.IsEmpty ? 1 : weights[i]) * (Boosting.LogisticLoss.SoftPlus(z) - (target * z));
        }
        return loss;
    }
}
