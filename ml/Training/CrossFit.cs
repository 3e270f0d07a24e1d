using ReapFunctions.Ml.Binning;
using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Data;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Training;

/// <summary>
/// Trains one model per fold, each stopped early on the fold that it does not learn from, and averages their scores. Every row
/// then has a score from trees that have not seen it: these fit the calibrator.
/// <code>
///   fold    1 2 3 4 5        model 1 learns 2 3 4 5, stops by and scores 1
///           |_|_|_|_|        model 2 learns 1 3 4 5, stops by and scores 2 …
/// </code>
/// Large tables use one fold only: a fifth of the rows stops the trees and calibrates them.
/// </summary>
internal sealed class CrossFit
{
    private const int Folds = 5;
    private const int SingleFoldRows = 60_000;

    private readonly Dataset data;
    private readonly bool[] labels;
    private readonly BoostingOptions options;
    private readonly CancellationToken cancellation;

    private CrossFit(Dataset data, bool[] labels, BoostingOptions options, CancellationToken cancellation)
    {
        this.data = data;
        this.labels = labels;
        this.options = options;
        this.cancellation = cancellation;
    }

    /// <param name="data">The columns to learn from; none of them constant.</param>
    /// <param name="labels">By row.</param>
    /// <param name="rows">The rows to use; no others are looked at.</param>
    /// <param name="options">Tree settings.</param>
    /// <param name="foldDone">Called after each fold with the share done.</param>
    /// <param name="cancellation">Checked before every tree.</param>
    public static PropensityModel Train(
        Dataset data, bool[] labels, int[] rows, BoostingOptions options, Action<double> foldDone, CancellationToken cancellation) =>
        new CrossFit(data, labels, options, cancellation).Run(rows, foldDone);

    private PropensityModel Run(int[] rows, Action<double> foldDone)
    {
        var single = rows.Length >= SingleFoldRows;
        var foldLabels = LabelsOf(rows);
        var folds = Splits.StratifiedFolds(foldLabels, Folds, options.Seed);
        var used = single ? 1 : Folds;
        // The bins are common to all folds, so that the models can be averaged; they look at no label.
        var bins = BinsOf(single ? Rows(rows, Splits.Others(rows.Length, folds[0])) : rows);
        var fits = new BoostedTrees[used];
        var scores = new double[rows.Length];
        var done = 0;
        // One thread per small fold is faster than many per tree.
        var inner = options with { Threads = single ? options.ThreadCount : 1 };
        Parallel.For(0, used, new ParallelOptions { MaxDegreeOfParallelism = options.ThreadCount, CancellationToken = cancellation }, fold =>
        {
            fits[fold] = Fit(rows, folds[fold], bins, inner with { Seed = options.Seed + fold }, scores);
            foldDone((double)Interlocked.Increment(ref done) / used);
        });
        var seen = single ? folds[0] : [.. Enumerable.Range(0, rows.Length)];
        var calibrator = PlattFitter.Fit([.. seen.Select(i => scores[i])], [.. seen.Select(i => foldLabels[i])], []);
        return Average(bins, fits, rows.Length, calibrator);
    }

    private FeatureBins[] BinsOf(int[] rows)
    {
        var bins = new FeatureBins[data.Columns.Count];
        Parallel.For(0, bins.Length, new ParallelOptions { MaxDegreeOfParallelism = options.ThreadCount }, i =>
            bins[i] = BinFitter.Fit(data.Columns[i], rows, options.MaxBins, options.Seed));
        return bins;
    }

    private BoostedTrees Fit(int[] rows, int[] fold, FeatureBins[] bins, BoostingOptions settings, double[] scores)
    {
        var held = Bin(Rows(rows, fold), bins, settings.ThreadCount);
        var fit = Booster.Train(
            Bin(Rows(rows, Splits.Others(rows.Length, fold)), bins, settings.ThreadCount), held, settings, null, cancellation);
        for (var i = 0; i < fold.Length; i++)
            scores[fold[i]] = fit.Score(held.Table, i);
        return fit;
    }

    private TrainingRows Bin(int[] rows, FeatureBins[] bins, int threads) =>
        new(BinnedTable.Of(data, bins, rows, threads), LabelsOf(rows), []);

    private static PropensityModel Average(FeatureBins[] bins, BoostedTrees[] fits, int rows, PlattCalibrator calibrator)
    {
        var translator = new TreeTranslator(bins);
        var share = 1.0 / fits.Length;
        List<Tree> trees = [Tree.Constant((float)fits.Average(fit => fit.Start), rows)];
        foreach (var fit in fits)
            trees.AddRange(fit.Trees.Select(tree => translator.Translate(tree, share)));
        return new PropensityModel(Featurizer.OneHot(translator.Inputs), new TreeEnsemble([.. trees]), calibrator);
    }

    private bool[] LabelsOf(int[] rows) => [.. rows.Select(row => labels[row])];

    private static int[] Rows(int[] rows, int[] which) => [.. which.Select(i => rows[i])];
}
