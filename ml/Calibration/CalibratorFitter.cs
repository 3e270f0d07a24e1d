using Microsoft.ML;
using Microsoft.ML.Data;
using ReapFunctions.Ml.ModelFiles;

namespace ReapFunctions.Ml.Calibration;

/// <summary>Fits calibrators to scores of rows that the model has not learned from.</summary>
internal static class CalibratorFitter
{
    /// <summary>Steps need rows: below this many of the rarer label only Platt's two parameters are fitted.</summary>
    private const int MinForSteps = 1000;

    /// <summary>Chooses between Platt and isotonic calibration by log-loss on rows that the calibrator has not seen.</summary>
    /// <param name="scores">By row.</param>
    /// <param name="labels">By row.</param>
    /// <param name="weights">By row; empty means all 1.</param>
    public static Calibrator Choose(float[] scores, bool[] labels, float[] weights)
    {
        var platt = Platt(scores, labels, weights);
        var positives = labels.Count(label => label);
        if (Math.Min(positives, labels.Length - positives) < MinForSteps)
            return platt;
        var (even, odd) = (Half(scores, labels, weights, 0), Half(scores, labels, weights, 1));
        double plattLoss = 0, stepLoss = 0;
        foreach (var (learn, judge) in new[] { (even, odd), (odd, even) })
        {
            var (s, l, w) = learn;
            plattLoss += Loss(Platt(s, l, w), judge.Scores, judge.Labels, judge.Weights);
            stepLoss += Loss(IsotonicFitter.Fit(s, l, w), judge.Scores, judge.Labels, judge.Weights);
        }
        return stepLoss < plattLoss ? IsotonicFitter.Fit(scores, labels, weights) : platt;
    }

    /// <summary>ML.NET's Platt calibrator; the scores as they are where the curve would fall and so turn the ranking
    /// round.</summary>
    public static PlattCalibrator Platt(float[] scores, bool[] labels, float[] weights)
    {
        var ml = new MLContext(1);
        var view = new DatasetView(0, scores.Length)
            .Add("Score", NumberDataViewType.Single, row => scores[row])
            .Add("Label", BooleanDataViewType.Instance, row => labels[row])
            .Add("Weight", NumberDataViewType.Single, row => weights.Length == 0 ? 1f : weights[row]);
        using var stream = new MemoryStream();
        var platt = ml.BinaryClassification.Calibrators.Platt(exampleWeightColumnName: "Weight").Fit(view);
        ml.Model.Save(platt, view.Schema, stream);
        var fitted = (PlattCalibrator)ScoringPart.Read(ModelZip.Unpack(stream.ToArray())).Calibrator!;
        return fitted.Slope < 0 && double.IsFinite(fitted.Offset)
            ? fitted
            : PlattCalibrator.Identity;
    }

    /// <summary>Mean log-loss, in nats.</summary>
    public static double Loss(Calibrator calibrator, float[] scores, bool[] labels, float[] weights)
    {
        double loss = 0, total = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            var p = Math.Clamp((double)calibrator.Probability(scores[i]), 1e-7, 1 - 1e-7);
            var weight = weights.Length == 0 ? 1 : weights[i];
            loss -= weight * Math.Log(labels[i] ? p : 1 - p);
            total += weight;
        }
        return loss / total;
    }

    private static (float[] Scores, bool[] Labels, float[] Weights) Half(float[] scores, bool[] labels, float[] weights,
        int remainder)
    {
        int[] rows = [.. Enumerable.Range(0, scores.Length).Where(row => row % 2 == remainder)];
        return (Array.ConvertAll(rows, row => scores[row]), Array.ConvertAll(rows, row => labels[row]),
            weights.Length == 0 ? [] : Array.ConvertAll(rows, row => weights[row]));
    }
}
