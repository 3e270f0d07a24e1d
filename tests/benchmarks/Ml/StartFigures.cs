using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using ReapFunctions.Ml;

namespace ReapFunctions.Benchmarks.Ml;

/// <summary>Loading a model, and a new process up to its first scored row. The child process is this program itself.</summary>
internal sealed class StartFigures(PropensityModel model, string dataset, string folder)
{
    /// <summary>The argument by which this program is its own child.</summary>
    public const string Child = "ml-first-row";

    /// <summary>The same for ML.NET alone.</summary>
    public const string MlNetChild = "ml-first-row-mlnet";

    public void Measure(Figures figures, double peerLoad, double peerStart)
    {
        const string Peer = "XGBoost 1.7.4, JSON";
        var file = Path.Combine(folder, "model.zip");
        using (var stream = File.Create(file))
            model.Save(stream);
        var loads = Enumerable.Range(0, 9).Select(_ => Milliseconds(() => Load(file))).Order().ToArray();
        figures.Add("load", dataset, loads[4], peerLoad, Peer, "ms", moreIsBetter: false);
        var starts = Enumerable.Range(0, 9).Select(_ => Milliseconds(() => Peers.Run(Environment.ProcessPath!, Child, file)))
            .Order().ToArray();
        figures.Add("coldStart", dataset, starts[4], peerStart, Peer, "ms", moreIsBetter: false);
        var others = Enumerable.Range(0, 9).Select(_ => Milliseconds(() => Peers.Run(Environment.ProcessPath!, MlNetChild, file)))
            .Order().ToArray();
        figures.Add("coldStart", dataset, starts[4], others[4], "ML.NET 5.0.1, PredictionEngine", "ms", moreIsBetter: false);
    }

    /// <summary>What the child process does: load, score one row of missing values, print.</summary>
    public static int FirstRow(string file)
    {
        var loaded = Load(file);
        Console.WriteLine(loaded.Score(loaded.NewRow()).ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    /// <summary>The same by ML.NET: load, make an engine, score one row.</summary>
    public static int FirstRowOfMlNet(string file)
    {
        var ml = new MLContext();
        var engine = ml.Model.CreatePredictionEngine<SyntheticRow, MlNetScore>(ml.Model.Load(file, out _));
        Console.WriteLine(engine.Predict(new SyntheticRow()).Probability.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static PropensityModel Load(string file)
    {
        using var stream = File.OpenRead(file);
        return PropensityModel.Load(stream);
    }

    private static double Milliseconds<T>(Func<T> action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }
}
