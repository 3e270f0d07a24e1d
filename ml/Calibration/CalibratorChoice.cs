namespace ReapFunctions.Ml.Calibration;

/// <summary>Chooses between Platt and isotonic calibration by log-loss on rows that the calibrator has not seen.</summary>
internal static class CalibratorChoice
{
    /// <summary>Steps need rows: below this many of the rarer label only Platt's two parameters are fitted.</summary>
    private const int LeastForSteps = 1000;

    /// <param name="scores">Scores of rows that the trees have not seen.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="weights">Their weights; empty means all 1.</param>
    public static Calibrator Fit(double[] scores, bool[] labels, float[] weights)
    {
        var platt = PlattFitter.Fit(scores, labels, weights);
        var positives = labels.Count(label => label);
        if (Math.Min(positives, labels.Length - positives) < LeastForSteps)
            return platt;
        var even = Half(scores, labels, weights, 0);
        var odd = Half(scores, labels, weights, 1);
        var plattLoss = Loss(PlattFitter.Fit(even.Scores, even.Labels, even.Weights), odd) + Loss(PlattFitter.Fit(odd.Scores, odd.Labels, odd.Weights), even);
        var stepLoss = Loss(IsotonicFitter.Fit(even.Scores, even.Labels, even.Weights), odd) + Loss(IsotonicFitter.Fit(odd.Scores, odd.Labels, odd.Weights), even);
        return stepLoss < plattLoss ? IsotonicFitter.Fit(scores, labels, weights) : platt;
    }

    private static (double[] Scores, bool[] Labels, float[] Weights) Half(double[] scores, bool[] labels, float[] weights, int remainder)
    {
        int[] rows = [.. Enumerable.Range(0, scores.Length).Where(row => row % 2 == remainder)];
        return ([.. rows.Select(row => scores[row])], [.. rows.Select(row => labels[row])], weights.Length == 0 ? [] : [.. rows.Select(row => weights[row])]);
    }

    private static double Loss(Calibrator calibrator, (double[] Scores, bool[] Labels, float[] Weights) rows)
    {
        double loss = 0, total = 0;
        for (var i = 0; i < rows.Scores.Length; i++)
        {
            var p = Math.Clamp((double)calibrator.Probability((float)rows.Scores[i]), 1e-7, 1 - 1e-7);
            var weight = rows.Weights.Length == 0 ? 1 : rows.Weights[i];
            loss -= weight * Math.Log(rows.Labels[i] ? p : 1 - p);
            total += weight;
        }
        return loss / total;
    }
}
