using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Training;

/// <summary>Fits every candidate and keeps the one with the least log-loss on rows it has not seen; a later candidate, being more
/// complex, must be better by a margin.</summary>
internal static class Selection
{
    /// <summary>In nats: below this a difference is noise.</summary>
    private const double Margin = 0.0003;

    /// <summary>Fewer of the rarer label than this are too few for trees.</summary>
    private const int LeastForTrees = 100;

    /// <summary>Rows from which the search is left to one well-tried setting.</summary>
    private const int LargeRows = 60_000;

    /// <summary>The candidates for so many rows, the simplest first.</summary>
    public static Candidate[] Candidates(PropensityOptions options, int rows, int rarer)
    {
        if (options.Boosting is { } given)
            return [new TreeCandidate("gradient-boosted trees", given)];
        var logistic = new LogisticCandidate(1);
        if (rarer < LeastForTrees)
            return [logistic];
        if (rows >= LargeRows)
            return [new TreeCandidate("gradient-boosted trees", new BoostingOptions { LearningRate = 0.1, MaxLeaves = 31, Trees = 2000, ColumnShare = 0.8 })];
        var small = new BoostingOptions { LearningRate = 0.05, MaxLeaves = 4, ColumnShare = 0.5, RowShare = 0.8, Trees = 1500 };
        return
        [
            logistic,
            new TreeCandidate("boosted trees, 4 leaves", small),
            new TreeCandidate("boosted trees, 8 leaves", small with { MaxLeaves = 8, ColumnShare = 0.4, L2 = 3 }),
            new TreeCandidate("boosted trees, 24 leaves", small with { MaxLeaves = 24, LearningRate = 0.08, MinLeafRows = 4, ColumnShare = 0.6, L2 = 0.5 }),
        ];
    }

    /// <returns>The winner's calibrated model, the winner, and every candidate's log-loss on unseen rows.</returns>
    public static (PropensityModel Model, Candidate Winner, Dictionary<string, double> Losses) Run(
        LearningTask task, Candidate[] candidates, Action<double> done, CancellationToken cancellation)
    {
        (PropensityModel Model, Candidate Winner, double Loss)? best = null;
        var losses = new Dictionary<string, double>();
        for (var i = 0; i < candidates.Length; i++)
        {
            var step = i;
            var fitted = candidates[i].Fit(task, share => done((step + share) / candidates.Length), cancellation);
            var rows = task.RowsAt(fitted.UnseenRows);
            var (labels, weights) = (task.LabelsOf(rows), task.WeightsOf(rows));
            var calibrator = CalibratorChoice.Fit(fitted.UnseenScores, labels, weights);
            var loss = PlattLoss(fitted.UnseenScores, labels, weights);
            losses[candidates[i].Name] = loss;
            if (best is null || loss < best.Value.Loss - Margin)
                best = (new PropensityModel(fitted.Featurizer, fitted.Predictor, calibrator), candidates[i], loss);
        }
        return (best!.Value.Model, best.Value.Winner, losses);
    }

    /// <summary>Log-loss after Platt's two parameters: the same footing for all candidates.</summary>
    private static double PlattLoss(double[] scores, bool[] labels, float[] weights)
    {
        var platt = PlattFitter.Fit(scores, labels, weights);
        return LogisticLoss.Mean([.. scores.Select(score => -((platt.Slope * score) + platt.Offset))], labels, weights);
    }
}
