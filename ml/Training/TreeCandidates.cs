using ReapFunctions.Ml.Binning;
using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.Training;

/// <summary>
/// Trees, whoever grows them: one ensemble per fold, stopped early on the fold that it does not learn from; their mean is the model.
/// Every row then has a score from trees that have not seen it, which is what calibration and selection go by.
/// <code>
///   fold    1 2 3 4 5        model 1 learns 2 3 4 5, stops by and scores 1
///           |_|_|_|_|        model 2 learns 1 3 4 5, stops by and scores 2 …
/// </code>
/// All ensembles are over one vector: a slot per number, a slot per category.
/// </summary>
internal abstract record TreeCandidate(string Name, BoostingOptions Options) : Candidate(Name)
{
    /// <summary>Rows over which covers are counted where whoever grows the trees does not tell them.</summary>
    private const int CoverRows = 10_000;

    public override IReadOnlyDictionary<string, double> Settings => new Dictionary<string, double>
    {
        ["learningRate"] = Options.LearningRate,
        ["maxTrees"] = Options.Trees,
        ["maxLeaves"] = Options.MaxLeaves,
        ["minLeafRows"] = Options.MinLeafRows,
        ["l2"] = Options.L2,
        ["rowShare"] = Options.RowShare,
        ["columnShare"] = Options.ColumnShare,
        ["earlyStopping"] = Options.EarlyStopping,
    };

    public override Fitted Fit(LearningTask task, Action<double> done, CancellationToken cancellationToken)
    {
        var rows = task.Rows.Length;
        var folds = task.FoldsOf();
        // The bins are common to all folds, so that the ensembles can be averaged; they look at no label.
        var bins = BinsOf(task, task.IsLarge ? task.RowsAt(Splits.Others(rows, folds[0])) : task.Rows);
        var featurizer = Featurizer.OneHot(new TreeTranslator(bins).Inputs);
        var table = featurizer.Bind(task.Data);
        var (ensembles, scores, finished) = (new TreeEnsemble[folds.Length], new float[rows], 0);
        Parallel.For(0, folds.Length, new ParallelOptions { MaxDegreeOfParallelism = task.ThreadCount, CancellationToken = cancellationToken }, fold =>
        {
            var (learned, held) = (task.RowsAt(Splits.Others(rows, folds[fold])), task.RowsAt(folds[fold]));
            // One thread per small fold is faster than many per tree.
            var one = new FoldTask(task, bins, table, learned, held, task.Seed + fold, task.IsLarge ? task.ThreadCount : 1);
            ensembles[fold] = FitFold(one, cancellationToken);
            var some = featurizer.Bind(task.Data.Select(held));
            var heldScores = new float[held.Length];
            new TreeScorer(featurizer, ensembles[fold]).Score(some, 0, heldScores);
            for (var i = 0; i < held.Length; i++)
                scores[folds[fold][i]] = heldScores[i];
            done((double)Interlocked.Increment(ref finished) / folds.Length);
        });
        int[] unseen = task.IsLarge ? folds[0] : [.. Enumerable.Range(0, rows)];
        return new Fitted(unseen, Array.ConvertAll(unseen, position => scores[position]), calibrator =>
        {
            var mean = TreeEnsemble.Average(ensembles);
            if (!mean.HasCover)
                mean = mean.WithCover(featurizer.Bind(task.Data.Select(task.SomeRows(CoverRows))));
            return ModelBuilder.FromTrees(featurizer, mean, calibrator);
        });
    }

    protected abstract TreeEnsemble FitFold(FoldTask fold, CancellationToken cancellationToken);

    private FeatureBins[] BinsOf(LearningTask task, int[] rows)
    {
        var bins = new FeatureBins[task.Data.Columns.Count];
        Parallel.For(0, bins.Length, new ParallelOptions { MaxDegreeOfParallelism = task.ThreadCount }, i =>
            bins[i] = BinFitter.Fit(task.Data.Columns[i], rows, Options.MaxBins, task.Seed));
        return [.. bins.Where(feature => feature is NumericBins || feature.Bins > 0)];
    }
}

/// <summary>One fold: rows to learn from, rows to stop by.</summary>
internal sealed record FoldTask(LearningTask Task, FeatureBins[] Bins, InputRows Table, int[] Learned, int[] Held, long Seed, int Threads);

/// <summary>Our own trees.</summary>
internal sealed record ReapTreesCandidate(string Name, BoostingOptions Options) : TreeCandidate(Name, Options)
{
    protected override TreeEnsemble FitFold(FoldTask fold, CancellationToken cancellationToken)
    {
        var options = Options with { Seed = fold.Seed, Threads = fold.Threads };
        var fit = Booster.Train(Rows(fold.Learned), Rows(fold.Held), options, null, cancellationToken);
        return new TreeTranslator(fold.Bins).Translate(fit, fold.Learned.Length);

        TrainingRows Rows(int[] rows) =>
            new(BinnedTable.Of(fold.Task.Data, fold.Bins, rows, fold.Threads), fold.Task.LabelsOf(rows), fold.Task.WeightsOf(rows));
    }
}
