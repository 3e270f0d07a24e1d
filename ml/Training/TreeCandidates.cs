using ReapFunctions.Ml.Binning;
using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.Training;

/// <summary>
/// Trees, whoever grows them: one ensemble per fold, stopped early on the fold that it does not learn from; their mean is the
/// model. Every row then has a score from trees that have not seen it, which is what calibration and selection go by.
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
        Parallel.For(0, folds.Length,
            new ParallelOptions { MaxDegreeOfParallelism = task.ThreadCount, CancellationToken = cancellationToken }, fold =>
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
        var mean = TreeEnsemble.Average(ensembles);
        if (!mean.HasCover)
            mean = mean.WithCover(featurizer.Bind(task.Data.Select(task.SomeRows(CoverRows))));
        return new FittedTrees(featurizer, mean).Scored(unseen, Array.ConvertAll(unseen, position => scores[position]));
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
internal sealed record FoldTask(LearningTask Task, FeatureBins[] Bins, InputRows Table, int[] Learned, int[] Held, long Seed,
    int Threads);

/// <summary>Our own trees.</summary>
internal sealed record ReapTreesCandidate(string Name, BoostingOptions Options) : TreeCandidate(Name, Options)
{
    protected override TreeEnsemble FitFold(FoldTask fold, CancellationToken cancellationToken)
    {
        var options = Options with { Seed = fold.Seed, Threads = fold.Threads };
        var fit = Booster.Train(Rows(fold.Learned), Rows(fold.Held), options, null, cancellationToken);
        return new TreeTranslator(fold.Bins).Translate(fit, fold.Learned.Length);

        TrainingRows Rows(int[] rows) =>
            new(BinnedTable.Of(fold.Task.Data, fold.Bins, rows, fold.Threads), fold.Task.LabelsOf(rows),
                fold.Task.WeightsOf(rows));
    }
}

/// <summary>Trees over a vector with a slot per number and a slot per category.</summary>
internal sealed record FittedTrees(Featurizer Featurizer, TreeEnsemble Ensemble)
{
    public Fitted Scored(int[] unseen, float[] scores) =>
        new(unseen, scores, calibrator => ModelBuilder.FromTrees(Featurizer, Ensemble, calibrator), this);
}

/// <summary>
/// The mean of two candidates' trees, each brought to log-odds first: what two ways of growing trees get wrong is not the same.
/// It is again an ensemble, scored and explained like one.
/// </summary>
internal sealed record BlendCandidate(TreeCandidate First, TreeCandidate Second) : Candidate($"{First.Name} and {Second.Name}")
{
    public override IReadOnlyDictionary<string, double> Settings => First.Settings;

    public override Fitted Fit(LearningTask task, Action<double> done, CancellationToken cancellationToken) => Blend(
        task,
        First.Fit(task, share => done(share / 2), cancellationToken),
        Second.Fit(task, share => done((1 + share) / 2), cancellationToken));

    /// <summary>From candidates that were fitted to the same task.</summary>
    public static Fitted Blend(LearningTask task, Fitted first, Fitted second)
    {
        var rows = task.RowsAt(first.UnseenRows);
        var (labels, weights) = (task.LabelsOf(rows), task.WeightsOf(rows));
        Fitted[] both = [first, second];
        var scales = Array.ConvertAll(both, fitted => -CalibratorFitter.Platt(fitted.UnseenScores, labels, weights).Slope);
        var ensemble = TreeEnsemble.Average([.. both.Select((fitted, i) => fitted.Trees!.Ensemble.Times(scales[i]))]);
        float[] scores = [.. first.UnseenScores
            .Zip(second.UnseenScores, (a, b) => (float)(((scales[0] * a) + (scales[1] * b)) / 2))];
        return new FittedTrees(first.Trees!.Featurizer, ensemble).Scored(first.UnseenRows, scores);
    }
}
