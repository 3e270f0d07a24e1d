using ReapFunctions.Ml;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Training;

namespace ReapFunctions.Benchmarks.Ml;

/// <summary>Five-fold cross-validation of training as it comes: settings are chosen inside each fold. The peers' are set by
/// hand.</summary>
internal static class AccuracyFigures
{
    private const int Folds = 5;

    /// <summary>Stretches of a file in order of time, in percent: each is judged by models of all rows before it.</summary>
    private static readonly (int From, int To)[] Stretches = [(40, 50), (50, 60), (60, 70), (70, 80), (80, 100)];

    public static void Measure(Figures figures, BenchmarkData data, string folder)
    {
        var exported = Path.Combine(folder, data.Name);
        data.Export(exported);
        var peer = Peers.Measure("accuracy", exported);
        var probabilities = CrossValidation.Score(data.Table, data.Labels, Folds);
        var metrics = Metrics.Of(probabilities, data.Labels);
        figures.Add("auc", data.Name, metrics.Auc, Math.Max(peer["xgboostAuc"], peer["sklearnAuc"]), "best peer", "");
        figures.Add("logLoss", data.Name, metrics.LogLoss,
            Math.Min(peer["xgboostLogLoss"], peer["sklearnLogLoss"]), "best peer", "nats", moreIsBetter: false);
        figures.Add("calibrationError", data.Name, metrics.CalibrationError,
            Math.Min(peer["xgboostCalibrationError"],
            peer["sklearnCalibrationError"]), "best peer", "15 bins", moreIsBetter: false);
        figures.Add("calibrationError", data.Name, metrics.CalibrationError,
            ErrorOfAPerfectModel(probabilities), "labels drawn from our own probabilities", "15 bins", moreIsBetter: false);
    }

    /// <summary>Every stretch is judged by what came before it, ours told that rows stand in order of time.</summary>
    public static void MeasureLater(Figures figures, BenchmarkData data, string folder)
    {
        var peer = Peers.Measure(["later", Path.Combine(folder, data.Name),
            .. Stretches.Select(stretch => $"{stretch.From}-{stretch.To}")]);
        foreach (var (from, to) in Stretches)
        {
            var (start, stop) = (data.Table.Rows * from / 100, data.Table.Rows * to / 100);
            var past = data.Table.Select([.. Enumerable.Range(0, start)]);
            var later = data.Table.Select([.. Enumerable.Range(start, stop - start)]);
            var (model, isChampion) = Learn(past, data.Labels.AsMemory(0, start));
            var probabilities = new float[later.Rows];
            model.Score(later, probabilities);
            var auc = Metrics.Of(probabilities, data.Labels.AsSpan(start, stop - start)).Auc;
            figures.Add("auc", $"{data.Name}, {from} % -> {to} %{(isChampion ? "" : ", refused")}", auc,
                peer[$"{from}-{to}"], "scikit-learn 1.2.1, all columns", "");
        }
    }

    /// <summary>A model that the past itself does not tell from chance is no champion; it is judged all the same.</summary>
    private static (PropensityModel Model, bool IsChampion) Learn(Dataset past, ReadOnlyMemory<bool> labels)
    {
        var options = new PropensityOptions { RowsAreInTimeOrder = true };
        try
        {
            return (PropensityTrainer.Train(past, labels, options).Model, true);
        }
        catch (NotTrainableException)
        {
            return (PropensityTrainer.Train(past, labels, options with { MustBeatChance = false }).Model, false);
        }
    }

    /// <summary>The calibration error that remains when every probability is exactly right: chance in bins of so few rows. Mean
    /// of a hundred draws.</summary>
    private static double ErrorOfAPerfectModel(float[] probabilities)
    {
        var random = new Random(1);
        return Enumerable.Range(0, 100)
            .Select(_ => Metrics.Of(probabilities,
                Array.ConvertAll(probabilities, p => random.NextSingle() < p)).CalibrationError)
            .Average();
    }
}
