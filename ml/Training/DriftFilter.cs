using ReapFunctions.Ml.Binning;
using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Ml.Training;

/// <summary>
/// Finds columns that drift, from the past alone. Columns that tell early rows from late ones are candidates, the strongest
/// first: each is left out for good when a model of the past's beginning then ranks the past's end better.
/// <code>
///   past   |---------- learn ----------|--- judge ---|        (the hold-out is later still, and not looked at)
/// </code>
/// </summary>
internal static class DriftFilter
{
    private const double JudgeShare = 0.3;

    /// <summary>A stability index from which a column is suspected: far above the usual 0.25, since trees feed on
    /// steps.</summary>
    private const double SuspiciousIndex = 0.5;

    /// <summary>How much AUC leaving a column out must bring: a column is not given up for noise.</summary>
    private const double MinGain = 0.01;

    private static readonly BoostingOptions Quick = new() { Trees = 60, LearningRate = 0.1, MaxLeaves = 8, EarlyStopping = 0 };

    /// <returns>The columns to leave out.</returns>
    public static string[] Find(LearningTask task, CancellationToken cancellationToken)
    {
        var (early, late) = Splits.Later(task.Rows.Length, JudgeShare);
        var (learn, judge) = (task.RowsAt(early), task.RowsAt(late));
        var suspects = Suspects(task.Data, learn, judge);
        if (suspects.Length == 0 || !HasBoth(task.LabelsOf(learn)) || !HasBoth(task.LabelsOf(judge)))
            return [];
        var left = new List<string>();
        var best = Auc(task, learn, judge, left, cancellationToken);
        foreach (var suspect in suspects)
        {
            if (left.Count + 1 >= task.Data.Columns.Count)
                break;
            var auc = Auc(task, learn, judge, [.. left, suspect], cancellationToken);
            if (auc < best + MinGain)
                continue;
            left.Add(suspect);
            best = auc;
        }
        return [.. left];
    }

    private static string[] Suspects(Dataset data, int[] learn, int[] judge) =>
        [.. data.Columns
            .Select(column => (column.Name, StabilityIndex.Of(column.Select(learn)).Compare(column.Select(judge)).Index))
            .Where(column => column.Index >= SuspiciousIndex)
            .OrderByDescending(column => column.Index)
            .Select(column => column.Name)];

    private static double Auc(LearningTask task, int[] learn, int[] judge, IReadOnlyCollection<string> without,
        CancellationToken cancellationToken)
    {
        var data = task.Data.Without(without);
        FeatureBins[] bins = [.. data.Columns.Select(column => BinFitter.Fit(column, learn, Quick.MaxBins, task.Seed))];
        var table = BinnedTable.Of(data, bins, learn, task.ThreadCount);
        var options = Quick with { Seed = task.Seed, Threads = task.Threads };
        var rows = new BinnedRows(table, task.LabelsOf(learn), task.WeightsOf(learn));
        var fit = Booster.Train(rows, null, options, null, cancellationToken);
        var later = BinnedTable.Of(data, bins, judge, task.ThreadCount);
        float[] scores = [.. Enumerable.Range(0, judge.Length).Select(row => (float)fit.Score(later, row))];
        return Ranking.Of(scores, task.LabelsOf(judge)).Auc();
    }

    private static bool HasBoth(bool[] labels) => labels.Contains(true) && labels.Contains(false);
}
