using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.ModelFiles;
using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.Training;

/// <summary>LightGBM in ML.NET, at settings like our own. Its library is native, and needs <c>libgomp</c>.</summary>
internal sealed record LightGbmCandidate(BoostingOptions Options) : TreeCandidate("LightGBM", Options)
{
    /// <summary>Why LightGBM cannot be had on this machine; null where it can.</summary>
    public static string? Absence { get; } =
        NativeLibrary.TryLoad("lib_lightgbm", typeof(LightGbmBinaryTrainer).Assembly, null, out _)
            ? null
            : "LightGBM: its native library does not load on this machine. "
                + "Install libgomp.so.1 (Debian: libgomp1) to let it compete.";

    protected override TreeEnsemble FitFold(FoldTask fold, CancellationToken cancellationToken)
    {
        var options = new LightGbmBinaryTrainer.Options
        {
            LearningRate = Options.LearningRate,
            NumberOfIterations = Options.Trees,
            NumberOfLeaves = Options.MaxLeaves,
            MinimumExampleCountPerLeaf = Options.MinLeafRows,
            EarlyStoppingRound = Options.EarlyStopping,
            EvaluationMetric = LightGbmBinaryTrainer.Options.EvaluateMetricType.Logloss,
            Seed = (int)fold.Seed,
            Deterministic = true,
            NumberOfThreads = fold.Threads,
            ExampleWeightColumnName = VectorView.Weight,
            Booster = new GradientBooster.Options
            {
                L2Regularization = Options.L2,
                SubsampleFraction = Options.RowShare,
                SubsampleFrequency = Options.RowShare < 1 ? 1 : 0,
                FeatureFraction = Options.ColumnShare,
            },
        };
        var ml = new MLContext((int)fold.Seed);
        var model = ml.BinaryClassification.Trainers.LightGbm(options)
            .Fit(VectorView.Of(fold, fold.Learned), VectorView.Of(fold, fold.Held));
        cancellationToken.ThrowIfCancellationRequested();
        return VectorView.TreesOf(ml, model);
    }
}

/// <summary>
/// FastTree of ML.NET. It would drop every row in which a number is missing, so missing numbers become the mean, marked by a slot
/// of their own; the trees are then told in terms of the numbers themselves.
/// </summary>
internal sealed record FastTreeCandidate(BoostingOptions Options) : TreeCandidate("FastTree", Options)
{
    protected override TreeEnsemble FitFold(FoldTask fold, CancellationToken cancellationToken)
    {
        var means = Means(fold);
        var ml = new MLContext((int)fold.Seed);
        var model = ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            LearningRate = Options.LearningRate,
            NumberOfTrees = Options.Trees,
            NumberOfLeaves = Options.MaxLeaves,
            MinimumExampleCountPerLeaf = Options.MinLeafRows,
            NumberOfThreads = 1,
            Seed = (int)fold.Seed,
            ExampleWeightColumnName = VectorView.Weight,
        }).Fit(VectorView.Of(fold, fold.Learned, means));
        cancellationToken.ThrowIfCancellationRequested();
        return new TreeEnsemble([.. VectorView.TreesOf(ml, model).Trees.Select(tree => WithMissing(tree, means))]);
    }

    private static float[] Means(FoldTask fold)
    {
        var slots = new float[fold.Table.Slots];
        var (sums, counts) = (new double[slots.Length], new int[slots.Length]);
        foreach (var row in fold.Learned)
        {
            fold.Table.FillSlots(row, slots);
            for (var slot = 0; slot < slots.Length; slot++)
            {
                if (float.IsNaN(slots[slot]))
                    continue;
                sums[slot] += slots[slot];
                counts[slot]++;
            }
        }
        return [.. sums.Select((sum, slot) => (float)(sum / Math.Max(1, counts[slot])))];
    }

    /// <summary>A test of a filled number sends missing where the mean goes; a test of a mark sends missing right and all numbers
    /// left.</summary>
    private static Tree WithMissing(Tree tree, float[] means) => tree with
    {
        Slot = Array.ConvertAll(tree.Slot, slot => slot % means.Length),
        MissingLeft = [.. tree.Slot.Select((slot, node) => slot < means.Length && means[slot] <= tree.Threshold[node])],
        Threshold = [.. tree.Slot.Select((slot, node) => slot < means.Length ? tree.Threshold[node] : float.MaxValue)],
    };
}

/// <summary>Ridge logistic regression of ML.NET over standardised slots.</summary>
internal sealed record LogisticCandidate() : Candidate("logistic regression")
{
    private const int MeanRows = 10_000;

    public override IReadOnlyDictionary<string, double> Settings => new Dictionary<string, double> { ["l2"] = 1 };

    public override Fitted Fit(LearningTask task, Action<double> done, CancellationToken cancellationToken)
    {
        var ml = new MLContext((int)task.Seed);
        var data = task.Data.Select(task.Rows);
        var view = DatasetView.Of(data, 0, data.Rows);
        // What the features are made of looks at no label, and is common to all folds.
        var features = ModelBuilder.Standardised(ml, data).Fit(view);
        var (labels, weights) = (task.LabelsOf(task.Rows), task.WeightsOf(task.Rows));
        var all = Enumerable.Range(0, data.Rows).ToArray();
        var folds = task.FoldsOf();
        var scores = new float[data.Rows];
        var finished = 0;
        Parallel.For(0, folds.Length,
            new ParallelOptions { MaxDegreeOfParallelism = task.ThreadCount, CancellationToken = cancellationToken }, fold =>
        {
            var own = new MLContext((int)task.Seed);
            var model = Train(own, features, data, labels, weights, Splits.Others(data.Rows, folds[fold]));
            var held = data.Select(folds[fold]);
            var scored = model.Transform(features.Transform(DatasetView.Of(held, 0, held.Rows)));
            var position = 0;
            foreach (var score in scored.GetColumn<float>("Score"))
                scores[folds[fold][position++]] = score;
            done((double)Interlocked.Increment(ref finished) / (folds.Length + 1));
        });
        int[] unseen = task.IsLarge ? folds[0] : all;
        return new Fitted(unseen, Array.ConvertAll(unseen, position => scores[position]), calibrator =>
        {
            var linear = Train(ml, features, data, labels, weights, all);
            ITransformer[] chain = [features, linear, .. ScoringPart.Load(ml, ModelBuilder.Features, 0, null, calibrator)];
            return PropensityModel.Load(ml, new TransformerChain<ITransformer>(chain), view.Schema)
                .WithReference(task.Data.Select(task.SomeRows(MeanRows)));
        });
    }

    /// <summary>One thread: with more, the sums and so the weights would depend on their number.</summary>
    private static BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> Train(
        MLContext ml, ITransformer features, Dataset data, bool[] labels, float[] weights, int[] rows)
    {
        var view = DatasetView.Of(data.Select(rows), 0, rows.Length);
        view.Add("reap:label", BooleanDataViewType.Instance, row => labels[rows[row]]);
        view.Add("reap:weight", NumberDataViewType.Single, row => weights.Length == 0 ? 1 : weights[rows[row]]);
        var trainer = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new()
        {
            LabelColumnName = "reap:label",
            ExampleWeightColumnName = "reap:weight",
            FeatureColumnName = ModelBuilder.Features,
            L1Regularization = 0,
            L2Regularization = 1,
            NumberOfThreads = 1,
        });
        return trainer.Fit(ml.Data.Cache(features.Transform(view), ModelBuilder.Features, "reap:label", "reap:weight"));
    }
}

/// <summary>Rows as ML.NET's tree trainers read them: label, weight, vector.</summary>
internal static class VectorView
{
    public const string Weight = "Weight";

    /// <param name="fold">The table.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="means">What missing numbers become; a second half of the vector then marks them. Null leaves NaN.</param>
    public static IDataView Of(FoldTask fold, int[] rows, float[]? means = null)
    {
        var slots = fold.Table.Slots;
        var size = means is null ? slots : 2 * slots;
        var (labels, weights) = (fold.Task.LabelsOf(rows), fold.Task.WeightsOf(rows));
        return new DatasetView(0, rows.Length)
            .Add("Label", BooleanDataViewType.Instance, row => labels[row])
            .Add(Weight, NumberDataViewType.Single, row => weights.Length == 0 ? 1f : weights[row])
            .Add("Features", new VectorDataViewType(NumberDataViewType.Single, size), row =>
            {
                var vector = new float[size];
                fold.Table.FillSlots(rows[row], vector.AsSpan(0, slots));
                for (var slot = 0; means is not null && slot < slots; slot++)
                {
                    if (float.IsNaN(vector[slot]))
                        (vector[slot], vector[slots + slot]) = (means[slot], 1);
                }
                return new VBuffer<float>(size, vector);
            });
    }

    /// <summary>The trees of a fitted model of ML.NET.</summary>
    public static TreeEnsemble TreesOf(MLContext ml, ITransformer model)
    {
        using var stream = new MemoryStream();
        ml.Model.Save(model, new DatasetView(0, 0).Add("Label", BooleanDataViewType.Instance, _ => false).Schema, stream);
        return ScoringPart.Read(ModelZip.Unpack(stream.ToArray())).Trees
            ?? throw new ArgumentException("The model is not made of trees. "
                + "Give a fitted FastTree, FastForest, LightGBM, GAM or ReapTrees.", nameof(model));
    }
}
