using ReapFunctions.Ml.Training;

namespace ReapFunctions.Ml.Tests.Training;

/// <summary>Who wins a training, and when nobody does.</summary>
public sealed class SelectionTests
{
    private static readonly GeneratedTable Table = GeneratedTable.Of(2000, 41);
    private static readonly string[] Native = ["LightGBM"];

    /// <summary>What a fifth of the rows of bank costs: measured 0.0064 and 0.0019, that of all rows being 0.8034 and
    /// 0.2699.</summary>
    private const double FewRowsAuc = 0.007;
    private const double FewRowsLoss = 0.002;

    [Fact]
    public void WhereNobodyCanCompeteIsSaid() => Assert.Contains(
        "it is not there. Let others",
        Assert.Throws<NotTrainableException>(() => Selection.Candidates(
            new PropensityOptions { Trainers = Trainers.LightGbm, LightGbmAbsence = "it is not there." }, 5_000, 500)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(Trainers.LogisticRegression, 5_000)]
    [InlineData(Trainers.LogisticRegression, LearningTask.LargeRows)]
    [InlineData(Trainers.LogisticRegression | Trainers.LightGbm, LearningTask.LargeRows)]
    public void WhereNobodyElseCanARegressionLearnsFromAnyNumberOfRows(Trainers trainers, int rows) =>
        Assert.IsType<LogisticCandidate>(Assert.Single(Selection.Candidates(
            new PropensityOptions { Trainers = trainers, LightGbmAbsence = "it is not there." }, rows, 500)));

    [Fact]
    public void TheCardNamesEveryCandidateWithItsFigures()
    {
        var card = PropensityTrainer.Train(Table.Data, Table.Labels).Card;
        string[] wanted = ["logistic regression", "FastTree", .. LightGbmCandidate.Absence is null ? Native : []];
        Assert.All(wanted, name => Assert.InRange(card.Candidates[name], 0.3, 0.69));
        Assert.Equal(card.Candidates.Keys, card.CandidateAucs.Keys);
        Assert.Contains(card.Candidates.Keys, name => card.Algorithm.StartsWith(name, StringComparison.Ordinal));
        Assert.Equal(LightGbmCandidate.Absence is null ? [] : [LightGbmCandidate.Absence], card.Absent);
    }

    [Fact]
    public void ThreeCandidatesGoOnAfterTheFirstFoldAndTheCardSaysWhoDidNot()
    {
        var card = PropensityTrainer.Train(Table.Data, Table.Labels).Card;
        Assert.Equal(card.Candidates.Count - 4, card.Stopped.Count);
        Assert.All(card.Stopped, stopped => Assert.Equal(1, stopped.Value));
        Assert.DoesNotContain(card.Stopped.Keys, name => card.Algorithm.StartsWith($"{name},", StringComparison.Ordinal));
        Assert.Contains(", stopped after fold 1", card.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutTheNativeLibraryOfLightGbmTheOthersCompeteAndTheCardSaysSo()
    {
        var absence = LightGbmCandidate.AbsenceOf("no_such_library")!;
        var trained = PropensityTrainer.Train(Table.Data, Table.Labels, new PropensityOptions { LightGbmAbsence = absence });
        Assert.DoesNotContain(trained.Card.Candidates.Keys, name => name.Contains("LightGBM", StringComparison.Ordinal));
        Assert.Contains("FastTree", trained.Card.Candidates.Keys);
        Assert.Equal([absence], trained.Card.Absent);
        Assert.Contains("absent      LightGBM: its native library does not load", trained.Card.ToText(),
            StringComparison.Ordinal);
        AddsUp(trained.Model);
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

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(13)]
    public void AWinnerWhomTheRowsThatChoseItFlatterIsNoModel(int seed)
    {
        var random = new Random(seed);
        bool[] labels = [.. Enumerable.Range(0, 900).Select(_ => random.NextDouble() < 0.3)];
        var few = Table.Data.Select([.. Enumerable.Range(0, labels.Length)]);
        Assert.Contains(
            "beats chance", Assert.Throws<NotTrainableException>(() => PropensityTrainer.Train(few, labels)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AModelWithoutSkillIsGivenToThoseWhoAskForIt()
    {
        var random = new Random(1);
        bool[] labels = [.. Enumerable.Range(0, 2000).Select(_ => random.Next(5) == 0)];
        Assert.NotNull(PropensityTrainer.Train(
            Table.Data, labels, new PropensityOptions { MustBeatChance = false, Trainers = Trainers.LogisticRegression }).Model);
    }

    /// <summary>Nested folds: settings, calibration and the choice of trainer happen inside each. Short: our trees alone, and of
    /// bank every fifth row; <c>REAP_LONG=1</c> takes all trainers and rows.</summary>
    [SharedDataTheory]
    [InlineData("telco_ibm/Telco-Customer-Churn.csv", ',', "Churn", "Yes", "customerID", 1, 0.849, 0.411)]
    [InlineData("iranian_churn/Customer_Churn.csv", ',', "Churn", "1", "", 1, 0.988, 0.0985)]
    [InlineData("bank_marketing/bank-additional-full.csv", ';', "y", "yes", "duration", 5, 0.8025, 0.2705)]
    public void PublicSetsAreLearnedAsWellAsBefore(
        string file, char delimiter, string label, string positive, string without, int every, double minAuc, double maxLoss)
    {
        var isLong = Sweep.Rounds(0, 1) == 1;
        var table = CsvTable.Read(SharedData.File(file.Split('/')), delimiter);
        var (data, labels) = (table.Dataset(label, without), table.Flags(label, positive));
        int[] rows = [.. Enumerable.Range(0, data.Rows).Where(row => isLong || row % every == 0)];
        var options = new PropensityOptions { Trainers = isLong ? Trainers.All : Trainers.ReapTrees };
        var metrics = CrossValidation.Judge(data.Select(rows), Array.ConvertAll(rows, row => labels[row]), 5, options);
        var (auc, loss) = rows.Length == data.Rows ? (minAuc, maxLoss) : (minAuc - FewRowsAuc, maxLoss + FewRowsLoss);
        Assert.True(metrics.Auc >= auc && metrics.LogLoss <= loss, $"AUC {metrics.Auc:F4}, log-loss {metrics.LogLoss:F4}");
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
