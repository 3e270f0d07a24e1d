using System.Diagnostics;
using System.Globalization;
using ReapFunctions.Ml;
using ReapFunctions.Ml.Binning;
using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Scoring;
using ReapFunctions.Ml.Training;

namespace ReapFunctions.Benchmarks.Ml;

/// <summary>Training, scoring and explaining a large table at the peers' settings: 200 trees, 63 leaves, depth 6, rate
/// 0.1.</summary>
internal sealed class SpeedFigures
{
    private const string XgBoost = "XGBoost 1.7.4 hist";
    private const int ExplainedRows = 20_000;

    private readonly BenchmarkData data;
    private readonly int trees;
    private readonly string folder;

    public SpeedFigures(BenchmarkData data, int trees, string folder)
    {
        this.data = data;
        this.trees = trees;
        this.folder = folder;
    }

    public void Measure(Figures figures)
    {
        var exported = Path.Combine(folder, data.Name);
        data.Export(exported);
        var peer = Peers.Measure("speed", exported, trees.ToString(CultureInfo.InvariantCulture));
        var cut = data.Table.Rows * 4 / 5;
        int[] train = [.. Enumerable.Range(0, cut)];
        var test = data.Table.Select([.. Enumerable.Range(cut, data.Table.Rows - cut)]);
        var bytesPerCell = Memory(train);
        var (seconds, model) = Median(3, () => Train(train, 0));
        var (oneCore, _) = Median(1, () => Train(train, 1));
        var probabilities = new float[test.Rows];
        model.Score(test, probabilities);
        var metrics = Metrics.Of(probabilities, data.Labels.AsSpan(cut));

        var fasterPeer = peer["xgboostTrain"] <= peer["sklearnTrain"] ? XgBoost : "scikit-learn 1.2.1";
        Add("train", seconds, Math.Min(peer["xgboostTrain"], peer["sklearnTrain"]), fasterPeer, "s", false);
        Add("train", seconds, peer["xgboostTrain"], XgBoost, "s", false);
        Add("trainOneCore", oneCore, peer["xgboostTrainOneCore"], XgBoost, "s", false);
        Add("auc", metrics.Auc, Math.Max(peer["xgboostAuc"], peer["sklearnAuc"]), "best peer", "");
        Add("logLoss", metrics.LogLoss, Math.Min(peer["xgboostLogLoss"], peer["sklearnLogLoss"]), "best peer", "nats", false);
        Add("score", Rate(9, test.Rows, () => model.Score(test, probabilities)), peer["xgboostScore"], XgBoost, "rows/s");
        Add("scoreOneCore", OnOneCore(() => Rate(9, test.Rows, () => model.Score(test, probabilities))),
            peer["xgboostScoreOneCore"], XgBoost, "rows/s");
        Add("singleRow", Rate(3, test.Rows, () => SingleRows(model, test)), peer["xgboostSingleRow"], XgBoost, "rows/s");
        Add("shap", Explain(model, test), peer["xgboostShap"], XgBoost, "rows/s");
        Add("trainMemory", bytesPerCell, peer["xgboostTrainBytesPerCell"], XgBoost, "B/cell", false);
        new StartFigures(model, data.Name, folder).Measure(figures, peer["xgboostLoad"], peer["xgboostColdStart"]);
        new MlNetFigures(figures, data, trees).Measure(model, test);

        void Add(string name, double ours, double theirs, string peerName, string unit, bool moreIsBetter = true) =>
            figures.Add(name, data.Name, ours, theirs, peerName, unit, moreIsBetter);
    }

    private PropensityModel Train(int[] rows, int threads)
    {
        var options = new BoostingOptions
        {
            Trees = trees,
            LearningRate = 0.1,
            MaxLeaves = 63,
            MaxDepth = 6,
            L2 = 1,
            MinLeafRows = 1,
            MinLeafHessian = 1,
            Threads = threads
        };
        var bins = new FeatureBins[data.Table.Columns.Count];
        Parallel.For(0, bins.Length, new ParallelOptions { MaxDegreeOfParallelism = options.ThreadCount }, c =>
            bins[c] = BinFitter.Fit(data.Table.Columns[c], rows, options.MaxBins, options.Seed));
        var table = BinnedTable.Of(data.Table, bins, rows, options.ThreadCount);
        var fit = Booster.Train(new BinnedRows(table, data.Labels[..rows.Length], []), null, options, null, default);
        var translator = new TreeTranslator(bins);
        var ensemble = translator.Translate(fit, rows.Length);
        return ModelBuilder.FromTrees(Featurizer.OneHot(translator.Inputs), ensemble, PlattCalibrator.Identity);
    }

    /// <summary>Peak memory while training, less what was there before and the binned table's byte per cell.</summary>
    private double Memory(int[] rows)
    {
        Train(rows, 0);
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        File.WriteAllText("/proc/self/clear_refs", "5");
        var before = Status("VmRSS");
        Train(rows, 0);
        return ((double)(Status("VmHWM") - before) / ((long)rows.Length * data.Table.Columns.Count)) - 1;
    }

    private static long Status(string name) => File.ReadLines("/proc/self/status")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture) * 1024).First();

    internal static void SingleRows(PropensityModel model, Dataset test)
    {
        var row = model.NewRow();
        var columns = test.Columns.Cast<NumericColumn>().ToArray();
        for (var i = 0; i < test.Rows; i++)
        {
            for (var c = 0; c < columns.Length; c++)
                row.Set(c, columns[c].Values[i]);
            model.Score(row);
        }
    }

    private static double Explain(PropensityModel model, Dataset test)
    {
        var some = test.Select([.. Enumerable.Range(0, Math.Min(test.Rows, ExplainedRows))]);
        var contributions = new float[some.Rows * model.Features.Count];
        return Rate(5, some.Rows, () => model.Explain(some, contributions));
    }

    /// <summary>Rows per second, from the median time.</summary>
    internal static double Rate(int repeats, int rows, Action action) => rows / Median(repeats, () =>
    {
        action();
        return true;
    }).Seconds;

    /// <summary>With all threads of the process, those of the pool too, on one core.</summary>
    internal static T OnOneCore<T>(Func<T> action)
    {
        Pin("0");
        try
        {
            return action();
        }
        finally
        {
            Pin($"0-{Environment.ProcessorCount - 1}");
        }

        static void Pin(string cores)
        {
            // The runtime pins the first thread alone.
            var (code, _, error) = Peers.Run("taskset", "-a", "-c", "-p", cores, $"{Environment.ProcessId}");
            if (code != 0)
                throw new InvalidOperationException($"The threads could not be kept on cores {cores}: {error}");
        }
    }

    internal static (double Seconds, T Result) Median<T>(int repeats, Func<T> action)
    {
        var taken = new List<double>();
        T result = default!;
        for (var i = 0; i < repeats; i++)
        {
            var watch = Stopwatch.StartNew();
            result = action();
            taken.Add(watch.Elapsed.TotalSeconds);
        }
        return (taken.Order().ElementAt(repeats / 2), result);
    }
}
