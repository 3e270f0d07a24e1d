using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Ml.Training;

/// <summary>A way to learn that competes with others. All go by one procedure: parts are fitted on folds, and every row is scored
/// by parts that have not seen it.</summary>
/// <param name="Name">What the card calls it.</param>
internal abstract record ModelCandidate(string Name)
{
    /// <summary>The settings for the card.</summary>
    public abstract IReadOnlyDictionary<string, double> Settings { get; }

    /// <summary>Starts to learn from the rows of the task; its folds are then fitted one by one.</summary>
    /// <param name="task">What is learned.</param>
    /// <param name="folds">Positions within the task's rows that each part is not to see.</param>
    public abstract FoldedFit Begin(LearningTask task, int[][] folds);
}

/// <summary>A candidate at work. Folds may be fitted in any order and beside each other.</summary>
internal abstract class FoldedFit(LearningTask task, int[][] folds)
{
    private readonly float[] scores = new float[task.Rows.Length];

    protected LearningTask Task => task;

    protected int[][] Folds => folds;

    /// <summary>Fits the part that does not see a fold, and has it score that fold.</summary>
    public void Fit(int fold, CancellationToken cancellationToken)
    {
        var found = FitFold(fold, Splits.Others(task.Rows.Length, folds[fold]), cancellationToken);
        for (var i = 0; i < found.Length; i++)
            scores[folds[fold][i]] = found[i];
    }

    /// <summary>What is known once so many of the folds have been fitted, the first ones first.</summary>
    public UnseenScores Unseen(int count)
    {
        int[] rows = [.. folds.Take(count).SelectMany(fold => fold).Order()];
        return new UnseenScores(rows, Array.ConvertAll(rows, position => scores[position]));
    }

    /// <summary>The model, once every fold has been fitted.</summary>
    public abstract Fitted Finish();

    /// <param name="fold">The fold.</param>
    /// <param name="others">Positions of the rows to learn from.</param>
    /// <param name="cancellationToken">Stops between two trees.</param>
    /// <returns>The scores of the fold's rows.</returns>
    protected abstract float[] FitFold(int fold, int[] others, CancellationToken cancellationToken);
}

/// <summary>Positions, within the rows given to a fit, that were scored by parts that had not seen them, and their
/// scores.</summary>
internal sealed record UnseenScores(int[] Rows, float[] Scores);

/// <summary>A fitted, not yet calibrated model, with the scores of rows that its parts have not seen.</summary>
/// <param name="Unseen">These scores.</param>
/// <param name="Build">Makes the model, given its calibrator.</param>
/// <param name="Trees">The trees, when it is made of them.</param>
internal sealed record Fitted(UnseenScores Unseen, Func<Calibrator, PropensityModel> Build, FittedTrees? Trees = null);

/// <summary>What is to be learned, and from which rows: no others are looked at.</summary>
internal sealed record LearningTask(Dataset Data, bool[] Labels, float[] Weights, int[] Rows, long Seed, int Threads)
{
    /// <summary>Tables from this size on use one fold only, and one well-tried setting.</summary>
    public const int LargeRows = 60_000;

    private const int Folds = 5;

    /// <summary>By row of the data: its group; empty where every row is its own.</summary>
    public int[] Groups { get; init; } = [];

    public bool IsLarge => Rows.Length >= LargeRows;

    public int ThreadCount => Threads > 0 ? Threads : Environment.ProcessorCount;

    /// <summary>Five folds; of a large table the first of them only: a fifth of the rows stops the trees and calibrates
    /// them.</summary>
    public int[][] FoldsOf() => Splits.StratifiedFolds(
        LabelsOf(Rows), Groups.Length == 0 ? [] : Array.ConvertAll(Rows, row => Groups[row]), Folds, Seed)
        [..(IsLarge ? 1 : Folds)];

    public bool[] LabelsOf(int[] rows) => Array.ConvertAll(rows, row => Labels[row]);

    public float[] WeightsOf(int[] rows) => Weights.Length == 0 ? [] : Array.ConvertAll(rows, row => Weights[row]);

    /// <summary>Of the task's rows, those at the given positions.</summary>
    public int[] RowsAt(int[] positions) => Array.ConvertAll(positions, position => Rows[position]);

    /// <summary>Some of the task's rows, evenly spread: for what needs thousands, not all.</summary>
    public int[] SomeRows(int count) => Rows.Length <= count ? Rows
        : [.. Enumerable.Range(0, count).Select(i => Rows[(int)((long)i * Rows.Length / count)])];
}
