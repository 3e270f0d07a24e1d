using System.Collections.Concurrent;
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

    /// <summary>So many candidates go on once <see cref="MinToCut"/> rows of the rarer label, that their parts have not seen,
    /// tell them apart: who is far behind is then known, who is best is not.</summary>
    private const int Finalists = 3;

    private const int MinToCut = 100;

    /// <param name="Model">The winner's calibrated model.</param>
    /// <param name="Winner">The winner.</param>
    /// <param name="Losses">Every candidate's log-loss on unseen rows.</param>
    /// <param name="Aucs">Every candidate's AUC on them.</param>
    /// <param name="Stopped">Who did not go on, and after how many folds: its figures are of these.</param>
    /// <param name="UnseenRows">Positions of the rows that the winner's parts had not seen.</param>
    /// <param name="Unseen">Their probabilities.</param>
    public sealed record Choice(
        PropensityModel Model,
        ModelCandidate Winner,
        Dictionary<string, double> Losses,
        Dictionary<string, double> Aucs,
        Dictionary<string, int> Stopped,
        int[] UnseenRows,
        float[] Unseen);

    /// <summary>The candidates for so many rows, the simplest first; the same on every machine that has LightGBM's
    /// library.</summary>
    public static ModelCandidate[] Candidates(PropensityOptions options, int rows, int rarer)
    {
        if (options.Boosting is { } given)
            return [new ReapTreesCandidate("gradient-boosted trees", given)];
        if (rarer < MinForTrees && options.Trainers.HasFlag(Trainers.LogisticRegression))
            return [new LogisticCandidate()];
        var small = new BoostingOptions { LearningRate = 0.05, MaxLeaves = 4, ColumnShare = 0.5, RowShare = 0.8, Trees = 1500 };
        var middle = small with { MaxLeaves = 8, ColumnShare = 0.4, L2 = 3 };
        var large = new BoostingOptions { LearningRate = 0.1, MaxLeaves = 31, Trees = 2000, ColumnShare = 0.8 };
        var fastTree = new FastTreeCandidate(new BoostingOptions { Trees = 150, EarlyStopping = 0 });
        (Trainers Trainer, ModelCandidate Candidate)[] all = rows >= LearningTask.LargeRows
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
        ModelCandidate[] competing = [.. all
            .Where(entry => options.Trainers.HasFlag(entry.Trainer)
                && (entry.Trainer != Trainers.LightGbm || options.LightGbmAbsence is null))
            .Select(entry => entry.Candidate)];
        return competing.Length > 0 ? competing
            : options.Trainers.HasFlag(Trainers.LogisticRegression) ? [new LogisticCandidate()]
            : throw new NotTrainableException(
                $"No trainer can compete. {options.LightGbmAbsence ?? "None is named."} Let others compete as well.");
    }

    /// <summary>Who would compete, but cannot on this machine.</summary>
    public static string[] Absent(PropensityOptions options) =>
        options.Boosting is null && options.Trainers.HasFlag(Trainers.LightGbm) && options.LightGbmAbsence is { } absence
            ? [absence] : [];

    public static Choice Run(
        LearningTask task, ModelCandidate[] candidates, Action<double> done, CancellationToken cancellationToken) =>
        new Round(task, candidates, done, cancellationToken).Run();

    /// <summary>A candidate in the contest.</summary>
    private sealed record Entrant(ModelCandidate Candidate, FoldedFit Fit)
    {
        public string Name => Candidate.Name;
    }

    /// <summary>One contest: the folds are fitted in turn, by fewer and fewer candidates.</summary>
    private sealed class Round(
        LearningTask task, ModelCandidate[] candidates, Action<double> done, CancellationToken cancellationToken)
    {
        private readonly int[][] folds = task.FoldsOf();
        private readonly Dictionary<string, double> losses = [];
        private readonly Dictionary<string, double> aucs = [];
        private readonly Dictionary<string, int> stopped = [];
        private (ModelCandidate Candidate, Fitted Fitted, double Loss)? best;

        public Choice Run()
        {
            var left = Array.ConvertAll(candidates, candidate => new Entrant(candidate, candidate.Begin(task, folds)));
            var first = FoldsOfAll();
            FitFolds(left, 0, first);
            if (first < folds.Length)
                left = Best(left, first);
            FitFolds(left, first, folds.Length);
            Judge(left);
            return Chosen();
        }

        /// <summary>How many folds all candidates fit.</summary>
        private int FoldsOfAll() => candidates.Length <= Finalists ? folds.Length
            : Enumerable.Range(1, folds.Length).FirstOrDefault(HasEnough, folds.Length);

        private bool HasEnough(int count)
        {
            var labels = task.LabelsOf(task.RowsAt([.. folds.Take(count).SelectMany(fold => fold)]));
            var positives = labels.Count(label => label);
            return Math.Min(positives, labels.Length - positives) >= MinToCut;
        }

        /// <summary>Those who go on after so many folds, in their old order; the others' figures stay as they are.</summary>
        private Entrant[] Best(Entrant[] entrants, int fitted)
        {
            foreach (var entrant in entrants)
                Figures(entrant.Candidate, entrant.Fit.Unseen(fitted));
            var worst = entrants.OrderBy(entrant => losses[entrant.Name]).Skip(Finalists).ToArray();
            foreach (var entrant in worst)
                stopped[entrant.Name] = fitted;
            return [.. entrants.Except(worst)];
        }

        /// <summary>Small folds are fitted side by side; a large one has all threads for itself.</summary>
        private void FitFolds(Entrant[] entrants, int from, int to)
        {
            var work = Enumerable.Range(from, to - from)
                .SelectMany(fold => entrants.Select(entrant => (entrant.Fit, Fold: fold)));
            var options = new ParallelOptions
            {
                MaxDegreeOfParallelism = task.IsLarge ? 1 : task.ThreadCount,
                CancellationToken = cancellationToken,
            };
            var finished = 0;
            Parallel.ForEach(Partitioner.Create(work, EnumerablePartitionerOptions.NoBuffering), options, part =>
            {
                part.Fit.Fit(part.Fold, cancellationToken);
                done((from + ((double)Interlocked.Increment(ref finished) / entrants.Length)) / folds.Length);
            });
        }

        private void Judge(Entrant[] finalists)
        {
            var fitted = Array.ConvertAll(finalists, entrant => entrant.Fit.Finish());
            for (var i = 0; i < fitted.Length; i++)
                Judge(finalists[i].Candidate, fitted[i]);
            int[] trees = [.. Enumerable.Range(0, fitted.Length).Where(i => finalists[i].Candidate is TreeCandidate)
                .OrderBy(i => losses[finalists[i].Name]).Take(2)];
            if (trees is [var first, var second])
            {
                Judge(new BlendCandidate((TreeCandidate)finalists[first].Candidate, (TreeCandidate)finalists[second].Candidate),
                    BlendCandidate.Blend(task, fitted[first], fitted[second]));
            }
        }

        private void Judge(ModelCandidate candidate, Fitted fitted)
        {
            var loss = Figures(candidate, fitted.Unseen);
            if (best is null || loss < best.Value.Loss - Margin)
                best = (candidate, fitted, loss);
        }

        private double Figures(ModelCandidate candidate, UnseenScores unseen)
        {
            var (labels, weights) = Truth(unseen);
            // Platt's two parameters are the same footing for all candidates.
            var platt = CalibratorFitter.Platt(unseen.Scores, labels, weights);
            aucs[candidate.Name] = Ranking.Of(unseen.Scores, labels).Auc();
            return losses[candidate.Name] = CalibratorFitter.Loss(platt, unseen.Scores, labels, weights);
        }

        private Choice Chosen()
        {
            var (winner, fitted, _) = best!.Value;
            var (labels, weights) = Truth(fitted.Unseen);
            var calibrator = CalibratorFitter.Choose(fitted.Unseen.Scores, labels, weights);
            var unseen = Array.ConvertAll(fitted.Unseen.Scores, calibrator.Probability);
            return new Choice(fitted.Build(calibrator), winner, losses, aucs, stopped, fitted.Unseen.Rows, unseen);
        }

        private (bool[] Labels, float[] Weights) Truth(UnseenScores unseen)
        {
            var rows = task.RowsAt(unseen.Rows);
            return (task.LabelsOf(rows), task.WeightsOf(rows));
        }
    }
}
