using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.ModelFiles;
using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.Training;

/// <summary>LightGBM in ML.NET, at settings like our own. Its library is native, and needs <c>libgomp</c>.</summary>
internal sealed record LightGbmCandidate(BoostingOptions Options) : TreeCandidate("LightGBM", Options)
{
    /// <summary>Why LightGBM cannot be had on this machine; null where it can.</summary>
    public static string? Absence { get; } = AbsenceOf("lib_lightgbm");

    /// <summary>Why a native library beside LightGBM's assembly cannot be had; null where it loads.</summary>
    public static string? AbsenceOf(string library) =>
        NativeLibrary.TryLoad(library, typeof(LightGbmBinaryTrainer).Assembly, null, out _)
            ? null
            : "LightGBM: its native library does not load on this machine. "
                + "Install libgomp.so.1 (Debian: libgomp1) to let it compete.";

    public override TreeEnsemble Grow(FoldTask fold, CancellationToken cancellationToken)
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
    public override TreeEnsemble Grow(FoldTask fold, CancellationToken cancellationToken)
    {
        var (means, marks) = Means(fold);
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
        }).Fit(VectorView.Of(fold, fold.Learned, means, marks));
        cancellationToken.ThrowIfCancellationRequested();
        return new TreeEnsemble([.. VectorView.TreesOf(ml, model).Trees.Select(tree => WithMissing(tree, means, marks))]);
    }

    /// <returns>The mean of every slot, and the slots in which rows to learn from are missing.</returns>
    private static (float[] Means, int[] Marks) Means(FoldTask fold)
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
        return ([.. sums.Select((sum, slot) => (float)(sum / Math.Max(1, counts[slot])))],
            [.. Enumerable.Range(0, slots.Length).Where(slot => counts[slot] < fold.Learned.Length)]);
    }

    /// <summary>A test of a filled number sends missing where the mean goes; a test of a mark sends missing right and all numbers
    /// left.</summary>
    private static Tree WithMissing(Tree tree, float[] means, int[] marks) => tree with
    {
        Slot = Array.ConvertAll(tree.Slot, slot => slot < means.Length ? slot : marks[slot - means.Length]),
        MissingLeft = [.. tree.Slot.Select((slot, node) => slot < means.Length && means[slot] <= tree.Threshold[node])],
        Threshold = [.. tree.Slot.Select((slot, node) => slot < means.Length ? tree.Threshold[node] : float.MaxValue)],
    };
}

/// <summary>Ridge logistic regression of ML.NET over standardised slots.</summary>
internal sealed record LogisticCandidate() : ModelCandidate("logistic regression")
{
    private const int MeanRows = 10_000;

    public override IReadOnlyDictionary<string, double> Settings => new Dictionary<string, double> { ["l2"] = 1 };

    public override FoldedFit Begin(LearningTask task, int[][] folds) => new FoldedRegression(task, folds);

    private sealed class FoldedRegression : FoldedFit
    {
        private readonly Dataset data;
        private readonly bool[] labels;
        private readonly float[] weights;
        private readonly ITransformer features;

        public FoldedRegression(LearningTask task, int[][] folds) : base(task, folds)
        {
            data = task.Data.Select(task.Rows);
            (labels, weights) = (task.LabelsOf(task.Rows), task.WeightsOf(task.Rows));
            // What the features are made of looks at no label, and is common to all folds.
            features = ModelBuilder.Standardised(new MLContext(1), data).Fit(DatasetView.Of(data, 0, data.Rows));
        }

        protected override float[] FitFold(int fold, int[] others, CancellationToken cancellationToken)
        {
            var held = DatasetView.Of(data.Select(Folds[fold]), 0, Folds[fold].Length);
            return [.. Train(others).Transform(features.Transform(held)).GetColumn<float>("Score")];
        }

        public override Fitted Finish() => new(Unseen(Folds.Length), calibrator =>
        {
            var ml = new MLContext(1);
            var linear = Train([.. Enumerable.Range(0, data.Rows)]);
            ITransformer[] chain = [features, linear, .. ScoringPart.Load(ml, ModelBuilder.Features, 0, null, calibrator)];
            return PropensityModel.Load(ml, new TransformerChain<ITransformer>(chain), DatasetView.Of(data, 0, 0).Schema)
                .WithReference(Task.Data.Select(Task.SomeRows(MeanRows)));
        });

        /// <summary>One thread: with more, the sums and so the weights would depend on their number.</summary>
        private BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> Train(
            int[] rows)
        {
            var ml = new MLContext((int)Task.Seed);
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
}

/// <summary>Rows as ML.NET's tree trainers read them: label, weight, vector.</summary>
internal static class VectorView
{
    public const string Weight = "Weight";

    /// <param name="fold">The table.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="means">What missing numbers become; null leaves NaN.</param>
    /// <param name="marks">Slots whose missing numbers are marked by a slot behind the others.</param>
    public static IDataView Of(FoldTask fold, int[] rows, float[]? means = null, int[]? marks = null)
    {
        var slots = fold.Table.Slots;
        var size = slots + (marks?.Length ?? 0);
        var (labels, weights) = (fold.Task.LabelsOf(rows), fold.Task.WeightsOf(rows));
        return new DatasetView(0, rows.Length)
            .Add("Label", BooleanDataViewType.Instance, row => labels[row])
            .Add(Weight, NumberDataViewType.Single, row => weights.Length == 0 ? 1f : weights[row])
            .Add("Features", new VectorDataViewType(NumberDataViewType.Single, size), row =>
            {
                var vector = new float[size];
                fold.Table.FillSlots(rows[row], vector.AsSpan(0, slots));
                for (var mark = 0; mark < size - slots; mark++)
                {
                    if (float.IsNaN(vector[marks![mark]]))
                        (vector[marks[mark]], vector[slots + mark]) = (means![marks[mark]], 1);
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
