using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using ReapFunctions.Ml;
using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Training;
using Calibrated = Microsoft.ML.Calibrators.CalibratedModelParametersBase<
    Microsoft.ML.Trainers.FastTree.FastTreeBinaryModelParameters, Microsoft.ML.Calibrators.PlattCalibrator>;

namespace ReapFunctions.Benchmarks.Ml;

/// <summary>Genuine ML.NET as a peer: the same rows through the same <see cref="IDataView"/>, the same model file.</summary>
internal sealed class MlNetFigures(Figures figures, BenchmarkData data, int trees)
{
    private const string MlNet = "ML.NET 5.0.1";

    private readonly MLContext ml = new(1);

    public void Measure(PropensityModel model, Dataset test)
    {
        Train();
        Score(model, test);
        SecondCore();
    }

    private void Train()
    {
        var rows = data.Table.Rows * 4 / 5;
        var view = ml.Data.Cache(VectorOf(data, rows));
        foreach (var threads in (int[])[1, 2])
        {
            var ours = Seconds(ml.BinaryClassification.Trainers.ReapTrees(new BoostingOptions
            {
                Trees = trees,
                LearningRate = 0.1,
                MaxLeaves = 63,
                MaxDepth = 6,
                MinLeafRows = 1,
                MinLeafHessian = 1,
                EarlyStopping = 0,
                Threads = threads,
            }), view);
            if (LightGbmCandidate.Absence is null)
            {
                var lightGbm = ml.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
                {
                    NumberOfIterations = trees,
                    LearningRate = 0.1,
                    NumberOfLeaves = 63,
                    MinimumExampleCountPerLeaf = 1,
                    NumberOfThreads = threads,
                });
                figures.Add($"train, {threads} thr.", data.Name, ours, Seconds(lightGbm, view), "LightGBM in ML.NET", "s",
                    moreIsBetter: false);
            }
            var fastTree = ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
            {
                NumberOfTrees = trees,
                LearningRate = 0.1,
                NumberOfLeaves = 63,
                MinimumExampleCountPerLeaf = 1,
                NumberOfThreads = threads,
            });
            figures.Add($"train, {threads} thr.", data.Name, ours,
                Seconds(fastTree, view), "FastTree in ML.NET (drops rows with NaN)", "s", moreIsBetter: false);
        }
    }

    /// <summary>The model that ours made, scored by ML.NET and by ours.</summary>
    private void Score(PropensityModel model, Dataset test)
    {
        var probabilities = new float[test.Rows];
        var view = model.Transformer.Transform(DatasetView.Of(test, 0, test.Rows));
        var batch = SpeedFigures.Rate(3, test.Rows, () => _ = view.GetColumn<float>("Probability").Sum());
        figures.Add("score", data.Name, SpeedFigures.Rate(9, test.Rows, () => model.Score(test, probabilities)), batch,
            $"{MlNet}, Transform", "rows/s");
        var some = test.Select([.. Enumerable.Range(0, Math.Min(20_000, test.Rows))]);
        var (engine, rows) = (ml.Model.CreatePredictionEngine<SyntheticRow, MlNetScore>(model.Transformer),
            SyntheticRow.Of(some));
        var single = SpeedFigures.Rate(5, rows.Length, () => Array.ForEach(rows, row => engine.Predict(row)));
        figures.Add("singleRow", data.Name, SpeedFigures.Rate(5, some.Rows, () => SpeedFigures.SingleRows(model, some)), single,
            $"{MlNet}, PredictionEngine", "rows/s");
        var contributions = new float[some.Rows * model.Features.Count];
        var prediction = ((IEnumerable<ITransformer>)model.Transformer).Last();
        var calculated = ml.Transforms.CalculateFeatureContribution(
            (ISingleFeaturePredictionTransformer<Calibrated>)prediction, normalize: false)
            .Fit(model.Transformer.Transform(DatasetView.Of(some, 0, some.Rows)));
        var explained = calculated.Transform(model.Transformer.Transform(DatasetView.Of(some, 0, some.Rows)));
        var theirs = SpeedFigures.Rate(1, some.Rows, () => _ = explained.GetColumn<float[]>("FeatureContributions").Count());
        figures.Add("contributions", data.Name, SpeedFigures.Rate(5, some.Rows, () => model.Explain(some, contributions)),
            theirs, $"{MlNet}, FeatureContribution (not exact)", "rows/s");
    }

    /// <summary>What a second core of this machine adds to a loop of vector instructions that touches no memory: the bound of
    /// scoring in blocks.</summary>
    private void SecondCore()
    {
        var alone = SpeedFigures.Rate(5, 1, () => Spin());
        var both = SpeedFigures.Rate(5, 2, () => Parallel.For(0, 2, _ => Spin()));
        figures.Add("vector loop", "no data", both, alone, "one core of the same machine", "loops/s");
    }

    /// <summary>The instructions of a node over 256 rows, on registers alone.</summary>
    private static int Spin()
    {
        var (s0, s1, s2, s3) = (Vector256<byte>.Zero, Vector256<byte>.Zero, Vector256<byte>.Zero, Vector256<byte>.Zero);
        var (s4, s5, s6, s7) = (s0, s1, s2, s3);
        for (var i = 0; i < 20_000_000; i++)
        {
            var (cell, low) = (Vector256.Create((byte)i), Vector256.Create((byte)(i >> 3)));
            s0 = Move(s0, cell, low);
            s1 = Move(s1, cell, low);
            s2 = Move(s2, cell, low);
            s3 = Move(s3, cell, low);
            s4 = Move(s4, cell, low);
            s5 = Move(s5, cell, low);
            s6 = Move(s6, cell, low);
            s7 = Move(s7, cell, low);
        }
        return (s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7).GetElement(0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Move(Vector256<byte> state, Vector256<byte> cell, Vector256<byte> low) =>
        state + (Vector256.Equals(state, low) & Vector256.Equals(Vector256.Max(cell, state), cell) & cell);

    private static double Seconds(IEstimator<ITransformer> trainer, IDataView view) => SpeedFigures.Median(3,
        () => trainer.Fit(view)).Seconds;

    private static DatasetView VectorOf(BenchmarkData data, int rows)
    {
        var columns = data.Table.Columns.Cast<NumericColumn>().ToArray();
        return new DatasetView(0, rows)
            .Add("Label", BooleanDataViewType.Instance, row => data.Labels[row])
            .Add("Features", new VectorDataViewType(NumberDataViewType.Single, columns.Length),
                row => new VBuffer<float>(columns.Length, Array.ConvertAll(columns, column => column.Values[row])));
    }
}

/// <summary>What ML.NET's engine gives.</summary>
internal sealed class MlNetScore
{
    public float Probability { get; set; }
}

/// <summary>A row of the synthetic table, as ML.NET's engine wants it.</summary>
internal sealed class SyntheticRow
{
#pragma warning disable CA1051, IDE1006, CS0649 // ML.NET finds columns by the names of fields, which reflection fills.
    public float f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
        f24, f25, f26, f27, f28, f29;
#pragma warning restore CA1051, IDE1006, CS0649

    public static SyntheticRow[] Of(Dataset table)
    {
        var fields = typeof(SyntheticRow).GetFields();
        return [.. Enumerable.Range(0, table.Rows).Select(row =>
        {
            var made = new SyntheticRow();
            foreach (var field in fields)
                field.SetValue(made, ((NumericColumn)table[field.Name]).Values[row]);
            return made;
        })];
    }
}
