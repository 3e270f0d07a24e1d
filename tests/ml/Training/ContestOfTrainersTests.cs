using ReapFunctions.Ml.Training;

namespace ReapFunctions.Ml.Tests.Training;

/// <summary>Who wins a training, and when nobody does.</summary>
public sealed class ContestOfTrainersTests
{
    private static readonly Generated Table = Generated.Table(2000, 41);

    [Fact]
    public void TheCardNamesEveryCandidateWithItsFigures()
    {
        var card = PropensityTrainer.Train(Table.Data, Table.Labels).Card;
        string[] wanted = ["logistic regression", "FastTree"];
        Assert.All(wanted, name => Assert.InRange(card.Candidates[name], 0.3, 0.69));
        Assert.Equal(card.Candidates.Keys, card.CandidateAucs.Keys);
        Assert.Contains(card.Candidates.Keys, name => card.Algorithm.StartsWith(name, StringComparison.Ordinal));
        Assert.Equal(LightGbmCandidate.Absence is null ? [] : [LightGbmCandidate.Absence], card.Absent);
    }

    [Theory]
    [InlineData(Trainers.LogisticRegression)]
    [InlineData(Trainers.FastTree)]
    [InlineData(Trainers.ReapTrees)]
    public void EachTrainerAloneGivesTheSameBytesTwiceAndExplains(Trainers trainer)
    {
        var options = new PropensityOptions { Trainers = trainer };
        var (first, second) = (PropensityTrainer.Train(Table.Data, Table.Labels, options),
            PropensityTrainer.Train(Table.Data, Table.Labels, options with { Threads = 1 }));
        Assert.Equal(Bytes(first.Model), Bytes(second.Model));
        AddsUp(first.Model);
    }

    [LightGbmFact]
    public void LightGbmGivesTheSameBytesTwiceAndExplains()
    {
        var options = new PropensityOptions { Trainers = Trainers.LightGbm };
        var (first, second) = (PropensityTrainer.Train(Table.Data, Table.Labels, options),
            PropensityTrainer.Train(Table.Data, Table.Labels, options));
        Assert.Equal(Bytes(first.Model), Bytes(second.Model));
        Assert.Equal(ScoringPath.Direct, first.Model.Path);
        AddsUp(first.Model);
    }

    [Fact]
    public void LabelsWithoutPatternHaveNoModel()
    {
        for (var seed = 1; seed <= Sweep.Rounds(2, 40); seed++)
        {
            var random = new Random(seed);
            bool[] labels = [.. Enumerable.Range(0, 2000).Select(_ => random.Next(5) == 0)];
            var fault = Assert.Throws<NotTrainableException>(() => PropensityTrainer.Train(Table.Data, labels));
            Assert.Contains("beats chance", fault.Message, StringComparison.Ordinal);
            Assert.EndsWith("or a longer history.", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AModelWithoutSkillIsGivenToThoseWhoAskForIt()
    {
        var random = new Random(1);
        bool[] labels = [.. Enumerable.Range(0, 2000).Select(_ => random.Next(5) == 0)];
        Assert.NotNull(PropensityTrainer.Train(
            Table.Data, labels, new PropensityOptions { MustBeatChance = false, Trainers = Trainers.LogisticRegression }).Model);
    }

    /// <summary>Nested folds: settings, calibration and the choice of trainer happen inside each. Short: two of the sets and our
    /// trees alone.</summary>
    [SharedDataTheory]
    [InlineData("telco_ibm/Telco-Customer-Churn.csv", ',', "Churn", "Yes", "customerID", 0.849, 0.411)]
    [InlineData("iranian_churn/Customer_Churn.csv", ',', "Churn", "1", "", 0.988, 0.0985)]
    [InlineData("bank_marketing/bank-additional-full.csv", ';', "y", "yes", "duration", 0.8025, 0.2705)]
    public void PublicSetsAreLearnedAsWellAsBefore(
        string file, char delimiter, string label, string positive, string without, double minAuc, double maxLoss)
    {
        var few = Sweep.Rounds(0, 1) == 0;
        if (few && file.StartsWith("bank", StringComparison.Ordinal))
            return;
        var table = CsvTable.Read(SharedData.File(file.Split('/')), delimiter);
        var options = new PropensityOptions { Trainers = few ? Trainers.ReapTrees : Trainers.All };
        var metrics = CrossValidation.Judge(table.Dataset(label, without), table.Flags(label, positive), 5, options);
        Assert.True(metrics.Auc >= minAuc && metrics.LogLoss <= maxLoss, $"AUC {metrics.Auc:F4}, log-loss {metrics.LogLoss:F4}");
    }

    private static void AddsUp(PropensityModel model)
    {
        var (scores, contributions) = (new float[Table.Data.Rows], new float[Table.Data.Rows * model.Features.Count]);
        model.RawScore(Table.Data, scores);
        model.Explain(Table.Data, contributions);
        for (var row = 0; row < scores.Length; row++)
        {
            var sum = contributions.AsSpan(row * model.Features.Count, model.Features.Count).ToArray()
                .Sum(value => (double)value);
            Assert.Equal(scores[row], model.Base + sum, 1e-4);
        }
    }

    private static byte[] Bytes(PropensityModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
