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
internal abstract record TreeCandidate(string Name, BoostingOptions Options) : ModelCandidate(Name)
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

    public override FoldedFit Begin(LearningTask task, int[][] folds) => new FoldedTrees(this, task, folds);

    /// <summary>Grows the trees of one fold.</summary>
    public abstract TreeEnsemble Grow(FoldTask fold, CancellationToken cancellationToken);

    private sealed class FoldedTrees : FoldedFit
    {
        private readonly TreeCandidate candidate;
        private readonly FeatureBins[] bins;
        private readonly Featurizer featurizer;
        private readonly InputRows table;
        private readonly TreeEnsemble[] ensembles;

        public FoldedTrees(TreeCandidate candidate, LearningTask task, int[][] folds) : base(task, folds)
        {
            this.candidate = candidate;
            // The bins are common to all folds, so that the ensembles can be averaged; they look at no label.
            bins = BinsOf(task.IsLarge ? task.RowsAt(Splits.Others(task.Rows.Length, folds[0])) : task.Rows);
            featurizer = Featurizer.OneHot(new TreeTranslator(bins).Inputs);
            table = featurizer.Bind(task.Data);
            ensembles = new TreeEnsemble[folds.Length];
        }

        protected override float[] FitFold(int fold, int[] others, CancellationToken cancellationToken)
        {
            var (learned, held) = (Task.RowsAt(others), Task.RowsAt(Folds[fold]));
            // One thread per small fold is faster than many per tree.
            var threads = Task.IsLarge ? Task.ThreadCount : 1;
            var rows = new FoldTask(Task, bins, table, learned, held, Task.Seed + fold, threads);
            ensembles[fold] = candidate.Grow(rows, cancellationToken);
            var scores = new float[held.Length];
            new TreeScorer(featurizer, ensembles[fold]).Score(featurizer.Bind(Task.Data.Select(held)), 0, scores);
            return scores;
        }

        public override Fitted Finish()
        {
            var mean = TreeEnsemble.Average(ensembles);
            if (!mean.HasCover)
                mean = mean.WithCover(featurizer.Bind(Task.Data.Select(Task.SomeRows(CoverRows))));
            return new FittedTrees(featurizer, mean).Scored(Unseen(Folds.Length));
        }

        private FeatureBins[] BinsOf(int[] rows)
        {
            var found = new FeatureBins[Task.Data.Columns.Count];
            Parallel.For(0, found.Length, new ParallelOptions { MaxDegreeOfParallelism = Task.ThreadCount }, i =>
                found[i] = BinFitter.Fit(Task.Data.Columns[i], rows, candidate.Options.MaxBins, Task.Seed));
            return [.. found.Where(feature => feature is NumericBins || feature.Bins > 0)];
        }
    }
}

/// <summary>One fold: rows to learn from, rows to stop by.</summary>
internal sealed record FoldTask(LearningTask Task, FeatureBins[] Bins, InputRows Table, int[] Learned, int[] Held, long Seed,
    int Threads);

/// <summary>Our own trees.</summary>
internal sealed record ReapTreesCandidate(string Name, BoostingOptions Options) : TreeCandidate(Name, Options)
{
    public override TreeEnsemble Grow(FoldTask fold, CancellationToken cancellationToken)
    {
        var options = Options with { Seed = fold.Seed, Threads = fold.Threads };
        var fit = Booster.Train(Rows(fold.Learned), Rows(fold.Held), options, null, cancellationToken);
        return new TreeTranslator(fold.Bins).Translate(fit, fold.Learned.Length);

        BinnedRows Rows(int[] rows) =>
            new(BinnedTable.Of(fold.Task.Data, fold.Bins, rows, fold.Threads), fold.Task.LabelsOf(rows),
                fold.Task.WeightsOf(rows));
    }
}

/// <summary>Trees over a vector with a slot per number and a slot per category.</summary>
internal sealed record FittedTrees(Featurizer Featurizer, TreeEnsemble Ensemble)
{
    public Fitted Scored(UnseenScores unseen) =>
        new(unseen, calibrator => ModelBuilder.FromTrees(Featurizer, Ensemble, calibrator), this);
}

/// <summary>
/// The mean of two candidates' trees, each brought to log-odds first: what two ways of growing trees get wrong is not the same.
/// It is again an ensemble, scored and explained like one.
/// </summary>
internal sealed record BlendCandidate(TreeCandidate First, TreeCandidate Second)
    : ModelCandidate($"{First.Name} and {Second.Name}")
{
    public override IReadOnlyDictionary<string, double> Settings => First.Settings;

    public override FoldedFit Begin(LearningTask task, int[][] folds) =>
        new Both(task, folds, First.Begin(task, folds), Second.Begin(task, folds));

    /// <summary>From candidates that were fitted to the same task.</summary>
    public static Fitted Blend(LearningTask task, Fitted first, Fitted second)
    {
        var rows = task.RowsAt(first.Unseen.Rows);
        var (labels, weights) = (task.LabelsOf(rows), task.WeightsOf(rows));
        Fitted[] both = [first, second];
        var scales = Array.ConvertAll(both, fit => -CalibratorFitter.Platt(fit.Unseen.Scores, labels, weights).Slope);
        var ensemble = TreeEnsemble.Average([.. both.Select((fitted, i) => fitted.Trees!.Ensemble.Times(scales[i]))]);
        float[] scores = [.. first.Unseen.Scores
            .Zip(second.Unseen.Scores, (a, b) => (float)(((scales[0] * a) + (scales[1] * b)) / 2))];
        return new FittedTrees(first.Trees!.Featurizer, ensemble).Scored(first.Unseen with { Scores = scores });
    }

    private sealed class Both(LearningTask task, int[][] folds, FoldedFit first, FoldedFit second) : FoldedFit(task, folds)
    {
        // How the two are weighed needs the scores of all folds, so that a fold alone has none.
        protected override float[] FitFold(int fold, int[] others, CancellationToken cancellationToken)
        {
            first.Fit(fold, cancellationToken);
            second.Fit(fold, cancellationToken);
            return [];
        }

        public override Fitted Finish() => Blend(Task, first.Finish(), second.Finish());
    }
}
