using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Training;

namespace ReapFunctions.Benchmarks.Ml;

/// <summary>Five-fold cross-validation of training as it comes: settings are chosen inside each fold. The peers' are set by hand.</summary>
internal static class AccuracyFigures
{
    private const int Folds = 5;

    public static Dictionary<string, double> Measure(Figures figures, BenchmarkData data, string folder)
    {
        var exported = Path.Combine(folder, data.Name);
        data.Export(exported);
        var peer = Peers.Measure("accuracy", exported);
        var metrics = CrossValidation.Judge(data.Table, data.Labels, Folds);
        figures.Add("auc", data.Name, metrics.Auc, Math.Max(peer["xgboostAuc"], peer["sklearnAuc"]), "best peer", "");
        figures.Add("logLoss", data.Name, metrics.LogLoss, Math.Min(peer["xgboostLogLoss"], peer["sklearnLogLoss"]), "best peer", "nats", moreIsBetter: false);
        figures.Add("calibrationError", data.Name, metrics.CalibrationError, Math.Min(peer["xgboostCalibrationError"], peer["sklearnCalibrationError"]), "best peer", "15 bins", moreIsBetter: false);
        return peer;
    }

    /// <summary>The first 80 % of the file teach, the last 20 % judge.</summary>
    public static void MeasureLater(Figures figures, BenchmarkData data, Dictionary<string, double> peer)
    {
        var cut = data.Table.Rows * 4 / 5;
        var earlier = data.Table.Select([.. Enumerable.Range(0, cut)]);
        var later = data.Table.Select([.. Enumerable.Range(cut, data.Table.Rows - cut)]);
        var model = PropensityTrainer.Train(earlier, data.Labels.AsMemory(0, cut), new PropensityOptions { RowsAreInTimeOrder = true }).Model;
        var probabilities = new float[later.Rows];
        model.Score(later, probabilities);
        figures.Add(
            "auc", $"{data.Name}, last 20 %", Metrics.Of(probabilities, data.Labels.AsSpan(cut)).Auc, peer["sklearnLaterAuc"], "scikit-learn 1.2.1, all columns", "");
    }
}
