using ReapFunctions.Ml.Binning;
using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Training;

/// <summary>
/// Boosted trees: one model per fold, each stopped early on the fold that it does not learn from; their scores are averaged.
/// Every row then has a score from trees that have not seen it, which is what calibration and selection go by.
/// <code>
///   fold    1 2 3 4 5        model 1 learns 2 3 4 5, stops by and scores 1
///           |_|_|_|_|        model 2 learns 1 3 4 5, stops by and scores 2 …
/// </code>
/// Large tables use one fold only: a fifth of the rows stops the trees and calibrates them.
/// </summary>
internal sealed record TreeCandidate(string Name, BoostingOptions Options) : Candidate(Name)
{
    private const int Folds = 5;
    private const int SingleFoldRows = 60_000;

    public override IReadOnlyDictionary<string, double> Settings => new Dictionary<string, double>
    {
        ["learningRate"] = Options.LearningRate,
        ["mostTrees"] = Options.Trees,
        ["mostLeaves"] = Options.MaxLeaves,
        ["minLeafRows"] = Options.MinLeafRows,
        ["l2"] = Options.L2,
        ["rowShare"] = Options.RowShare,
        ["columnShare"] = Options.ColumnShare,
        ["earlyStopping"] = Options.EarlyStopping,
    };

    public override Fitted Fit(LearningTask task, Action<double> done, CancellationToken cancellation)
    {
        var rows = task.Rows.Length;
        var single = rows >= SingleFoldRows;
        var folds = Splits.StratifiedFolds(task.LabelsOf(task.Rows), Folds, task.Seed);
        var used = single ? 1 : Folds;
        // The bins are common to all folds, so that the models can be averaged; they look at no label.
        var bins = BinsOf(task, single ? task.RowsAt(Splits.Others(rows, folds[0])) : task.Rows);
        var (fits, scores, finished) = (new BoostedTrees[used], new double[rows], 0);
        Parallel.For(0, used, new ParallelOptions { MaxDegreeOfParallelism = task.ThreadCount, CancellationToken = cancellation }, fold =>
        {
            // One thread per small fold is faster than many per tree.
            var options = Options with { Seed = task.Seed + fold, Threads = single ? task.ThreadCount : 1 };
            fits[fold] = FitFold(task, folds[fold], bins, options, scores, cancellation);
            done((double)Interlocked.Increment(ref finished) / used);
        });
        int[] unseen = single ? folds[0] : [.. Enumerable.Range(0, rows)];
        return Average(bins, fits, rows, unseen, [.. unseen.Select(position => scores[position])]);
    }

    private FeatureBins[] BinsOf(LearningTask task, int[] rows)
    {
        var bins = new FeatureBins[task.Data.Columns.Count];
        Parallel.For(0, bins.Length, new ParallelOptions { MaxDegreeOfParallelism = task.ThreadCount }, i =>
            bins[i] = BinFitter.Fit(task.Data.Columns[i], rows, Options.MaxBins, task.Seed));
        return bins;
    }

    private static BoostedTrees FitFold(
        LearningTask task, int[] fold, FeatureBins[] bins, BoostingOptions options, double[] scores, CancellationToken cancellation)
    {
        var held = Bin(task, fold, bins, options.ThreadCount);
        var learned = Bin(task, Splits.Others(task.Rows.Length, fold), bins, options.ThreadCount);
        var fit = Booster.Train(learned, held, options, null, cancellation);
        for (var i = 0; i < fold.Length; i++)
            scores[fold[i]] = fit.Score(held.Table, i);
        return fit;
    }

    private static TrainingRows Bin(LearningTask task, int[] positions, FeatureBins[] bins, int threads)
    {
        var rows = task.RowsAt(positions);
        return new TrainingRows(BinnedTable.Of(task.Data, bins, rows, threads), task.LabelsOf(rows), task.WeightsOf(rows));
    }

    private static Fitted Average(FeatureBins[] bins, BoostedTrees[] fits, int rows, int[] unseen, double[] scores)
    {
        var translator = new TreeTranslator(bins);
        var share = 1.0 / fits.Length;
        List<Tree> trees = [Tree.Constant((float)fits.Average(fit => fit.Start), rows)];
        foreach (var fit in fits)
            trees.AddRange(fit.Trees.Select(tree => translator.Translate(tree, share)));
        return new Fitted(Featurizer.OneHot(translator.Inputs), new TreeEnsemble([.. trees]), unseen, scores);
    }
}
