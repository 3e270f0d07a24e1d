using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Linear;

namespace ReapFunctions.Ml.Training;

/// <summary>Ridge logistic regression; its unseen scores come from five folds.</summary>
internal sealed record LogisticCandidate(double L2) : Candidate("logistic regression")
{
    private const int Folds = 5;

    public override IReadOnlyDictionary<string, double> Settings => new Dictionary<string, double> { ["l2"] = L2 };

    public override Fitted Fit(LearningTask task, Action<double> done, CancellationToken cancellation)
    {
        var folds = Splits.StratifiedFolds(task.LabelsOf(task.Rows), Folds, task.Seed);
        var scores = new double[task.Rows.Length];
        for (var fold = 0; fold < Folds; fold++)
        {
            cancellation.ThrowIfCancellationRequested();
            ScoreFold(task, folds[fold], scores);
            done((fold + 1.0) / (Folds + 1));
        }
        var (featurizer, model) = LogisticFitter.Fit(task.Data, task.Labels, task.Weights, task.Rows, L2, task.ThreadCount);
        return new Fitted(featurizer, model, [.. Enumerable.Range(0, scores.Length)], scores);
    }

    private void ScoreFold(LearningTask task, int[] fold, double[] scores)
    {
        var learned = task.RowsAt(Splits.Others(task.Rows.Length, fold));
        var (featurizer, model) = LogisticFitter.Fit(task.Data, task.Labels, task.Weights, learned, L2, task.ThreadCount);
        var bound = featurizer.Bind(task.Data);
        var slots = new float[featurizer.Slots.Length];
        foreach (var position in fold)
        {
            bound.FillSlots(task.Rows[position], slots);
            scores[position] = model.Score(slots);
        }
    }
}
