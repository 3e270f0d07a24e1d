using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Ml.Training;

/// <summary>Fits every candidate and keeps the one with the least log-loss on rows it has not seen; a later candidate, being more
/// complex, must be better by a margin.</summary>
internal static class Selection
{
    /// <summary>In nats: below this a difference is noise.</summary>
    private const double Margin = 0.0003;

    /// <summary>Fewer of the rarer label than this are too few for trees.</summary>
    private const int MinForTrees = 100;

    /// <param name="Model">The winner's calibrated model.</param>
    /// <param name="Winner">The winner.</param>
    /// <param name="Losses">Every candidate's log-loss on unseen rows.</param>
    /// <param name="Aucs">Every candidate's AUC on them.</param>
    /// <param name="UnseenRows">Positions of the rows that the winner's parts had not seen.</param>
    /// <param name="Unseen">Their probabilities.</param>
    public sealed record Choice(
        PropensityModel Model,
        Candidate Winner,
        Dictionary<string, double> Losses,
        Dictionary<string, double> Aucs,
        int[] UnseenRows,
        float[] Unseen);

    /// <summary>The candidates for so many rows, the simplest first; the same on every machine that has LightGBM's
    /// library.</summary>
    public static Candidate[] Candidates(PropensityOptions options, int rows, int rarer)
    {
        if (options.Boosting is { } given)
            return [new ReapTreesCandidate("gradient-boosted trees", given)];
        if (rarer < MinForTrees && options.Trainers.HasFlag(Trainers.LogisticRegression))
            return [new LogisticCandidate()];
        var small = new BoostingOptions { LearningRate = 0.05, MaxLeaves = 4, ColumnShare = 0.5, RowShare = 0.8, Trees = 1500 };
        var middle = small with { MaxLeaves = 8, ColumnShare = 0.4, L2 = 3 };
        var large = new BoostingOptions { LearningRate = 0.1, MaxLeaves = 31, Trees = 2000, ColumnShare = 0.8 };
        var fastTree = new FastTreeCandidate(new BoostingOptions { Trees = 150, EarlyStopping = 0 });
        (Trainers Trainer, Candidate Candidate)[] all = rows >= LearningTask.LargeRows
            ?
            [
                (Trainers.FastTree, fastTree),
                (Trainers.ReapTrees, new ReapTreesCandidate("boosted trees, 31 leaves", large)),
                (Trainers.LightGbm, new LightGbmCandidate(large)),
            ]
            :
            [
                (Trainers.LogisticRegression, new LogisticCandidate()),
                (Trainers.FastTree, fastTree),
                (Trainers.ReapTrees, new ReapTreesCandidate("boosted trees, 4 leaves", small)),
                (Trainers.ReapTrees, new ReapTreesCandidate("boosted trees, 8 leaves", middle)),
                (Trainers.ReapTrees, new ReapTreesCandidate(
                    "boosted trees, 24 leaves", small with { MaxLeaves = 24, LearningRate = 0.08, MinLeafRows = 4,
                        ColumnShare = 0.6, L2 = 0.5 })),
                (Trainers.LightGbm, new LightGbmCandidate(middle)),
            ];
        return [.. all
            .Where(entry => options.Trainers.HasFlag(entry.Trainer)
                && (entry.Trainer != Trainers.LightGbm || LightGbmCandidate.Absence is null))
            .Select(entry => entry.Candidate)];
    }

    /// <summary>Who would compete, but cannot on this machine.</summary>
    public static string[] Absent(PropensityOptions options) =>
        options.Boosting is null && options.Trainers.HasFlag(Trainers.LightGbm) && LightGbmCandidate.Absence is { } absence
            ? [absence] : [];

    public static Choice Run(LearningTask task, Candidate[] candidates, Action<double> done, CancellationToken cancellationToken)
    {
        (Candidate Candidate, Fitted Fitted, double Loss)? best = null;
        var (losses, aucs) = (new Dictionary<string, double>(), new Dictionary<string, double>());
        var trees = new List<(TreeCandidate Candidate, Fitted Fitted)>();
        for (var i = 0; i < candidates.Length; i++)
        {
            var step = i;
            cancellationToken.ThrowIfCancellationRequested();
            var fitted = candidates[i].Fit(task, share => done((step + share) / candidates.Length), cancellationToken);
            Judge(candidates[i], fitted);
            if (candidates[i] is TreeCandidate tree)
                trees.Add((tree, fitted));
        }
        if (trees.Count > 1)
        {
            var two = trees.OrderBy(tree => losses[tree.Candidate.Name]).Take(2).ToArray();
            Judge(new BlendCandidate(two[0].Candidate, two[1].Candidate),
                BlendCandidate.Blend(task, two[0].Fitted, two[1].Fitted));
        }
        var winner = best!.Value.Fitted;
        var (winnerLabels, winnerWeights) = Truth(winner);
        var calibrator = CalibratorFitter.Choose(winner.UnseenScores, winnerLabels, winnerWeights);
        var unseen = Array.ConvertAll(winner.UnseenScores, calibrator.Probability);
        return new Choice(winner.Build(calibrator), best.Value.Candidate, losses, aucs, winner.UnseenRows, unseen);

        void Judge(Candidate candidate, Fitted fitted)
        {
            var (labels, weights) = Truth(fitted);
            // Platt's two parameters are the same footing for all candidates.
            var platt = CalibratorFitter.Platt(fitted.UnseenScores, labels, weights);
            var loss = CalibratorFitter.Loss(platt, fitted.UnseenScores, labels, weights);
            losses[candidate.Name] = loss;
            aucs[candidate.Name] = Ranking.Of(fitted.UnseenScores, labels).Auc();
            if (best is null || loss < best.Value.Loss - Margin)
                best = (candidate, fitted, loss);
        }

        (bool[] Labels, float[] Weights) Truth(Fitted fitted)
        {
            var rows = task.RowsAt(fitted.UnseenRows);
            return (task.LabelsOf(rows), task.WeightsOf(rows));
        }
    }
}
