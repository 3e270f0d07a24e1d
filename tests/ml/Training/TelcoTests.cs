using System.Diagnostics;
using ReapFunctions.Ml.Training;
using Xunit.Abstractions;

namespace ReapFunctions.Ml.Tests.Training;

public sealed class TelcoTests(ITestOutputHelper output)
{
    [SharedDataFact]
    public void ChurnOfThePublicTelcoFileIsLearnedOutOfTheBox()
    {
        var table = CsvTable.Read(SharedData.File("telco_ibm", "Telco-Customer-Churn.csv"));
        var data = table.Dataset("customerID", "Churn");
        var watch = Stopwatch.StartNew();

        var trained = PropensityTrainer.Train(data, table.Flags("Churn", "Yes"));

        output.WriteLine($"{watch.ElapsedMilliseconds} ms\n{trained.Card.ToText()}");
        Assert.True(trained.Card.HoldOut.Auc >= 0.83, $"AUC {trained.Card.HoldOut.Auc}");
        Assert.True(trained.Card.HoldOut.CalibrationError <= 0.04, $"Calibration error {trained.Card.HoldOut.CalibrationError}");
        var scores = new float[data.Rows];
        trained.Model.RawScore(data, scores);
        var contributions = new float[data.Rows * trained.Model.Features.Count];
        watch.Restart();
        trained.Model.Explain(data, contributions);
        output.WriteLine($"explain {watch.ElapsedMilliseconds} ms");
        for (var row = 0; row < data.Rows; row++)
        {
            double sum = trained.Model.Base;
            for (var f = 0; f < trained.Model.Features.Count; f++)
                sum += contributions[row * trained.Model.Features.Count + f];
            Assert.Equal(scores[row], sum, 1e-5);
        }
    }
}
