using ReapFunctions.Ml.Calibration;

namespace ReapFunctions.Ml.Training;

/// <summary>A way to learn that competes with others. All go by one procedure: parts are fitted on folds, and every row is scored
/// by parts that have not seen it.</summary>
/// <param name="Name">What the card calls it.</param>
internal abstract record Candidate(string Name)
{
    /// <summary>The settings for the card.</summary>
    public abstract IReadOnlyDictionary<string, double> Settings { get; }

    /// <summary>Learns from the rows of the task.</summary>
    public abstract Fitted Fit(LearningTask task, Action<double> done, CancellationToken cancellationToken);
}

/// <summary>A fitted, not yet calibrated model, with the scores of rows that its parts have not seen.</summary>
/// <param name="UnseenRows">Positions, within the rows given to the fit, that were scored by parts that had not seen
/// them.</param>
/// <param name="UnseenScores">Their scores.</param>
/// <param name="Build">Makes the model, given its calibrator.</param>
/// <param name="Trees">The trees, when it is made of them.</param>
internal sealed record Fitted(
    int[] UnseenRows, float[] UnseenScores, Func<Calibrator, PropensityModel> Build, FittedTrees? Trees = null);

/// <summary>What is to be learned, and from which rows: no others are looked at.</summary>
internal sealed record LearningTask(Dataset Data, bool[] Labels, float[] Weights, int[] Rows, long Seed, int Threads)
{
    /// <summary>Tables from this size on use one fold only, and one well-tried setting.</summary>
    public const int LargeRows = 60_000;

    private const int Folds = 5;

    public bool IsLarge => Rows.Length >= LargeRows;

    public int ThreadCount => Threads > 0 ? Threads : Environment.ProcessorCount;

    /// <summary>Five folds; of a large table the first of them only: a fifth of the rows stops the trees and calibrates
    /// them.</summary>
    public int[][] FoldsOf() => Evaluation.Splits.StratifiedFolds(LabelsOf(Rows), Folds, Seed)[..(IsLarge ? 1 : Folds)];

    public bool[] LabelsOf(int[] rows) => Array.ConvertAll(rows, row => Labels[row]);

    public float[] WeightsOf(int[] rows) => Weights.Length == 0 ? [] : Array.ConvertAll(rows, row => Weights[row]);

    /// <summary>Of the task's rows, those at the given positions.</summary>
    public int[] RowsAt(int[] positions) => Array.ConvertAll(positions, position => Rows[position]);

    /// <summary>Some of the task's rows, evenly spread: for what needs thousands, not all.</summary>
    public int[] SomeRows(int count) => Rows.Length <= count ? Rows
        : [.. Enumerable.Range(0, count).Select(i => Rows[(int)((long)i * Rows.Length / count)])];
}
