using Microsoft.Extensions.Logging.Abstractions;
using ReapFunctions.Ml.Data;
using ReapFunctions.Ml.Models;
using ReapFunctions.Ml.Training;
using ReapFunctions.Training;

namespace ReapFunctions.Tests.Training;

public class OtherCandidatesTests
{
    private const int Rows = 2000;
    private static readonly PropensityOptions Options = new();
    private static readonly Random Random = new(1);
    private static readonly float[] Strength = Draw();
    private static readonly bool[] Labels = Array.ConvertAll(Strength, strength => Random.NextDouble() < strength);
    private static readonly Dataset Data = new(new NumericColumn("noise", Draw()), new NumericColumn("strength", Strength));

    // Learned from noise alone, so that whoever reads the strength does better.
    private static readonly TrainedPropensity Weak = Named(
        PropensityTrainer.Train(Data.Without(["strength"]), Labels, Options), "noise", "strength");

    [Fact]
    public void ABetterCandidateOnTheSameHoldOutWinsAndTheCardSaysSo()
    {
        var rival = new Fake("better", (data, labels, _) => PropensityTrainer.Train(data, labels, Options).Model);

        var best = Best(Weak, rival);

        Assert.Equal("better", best.Card.Algorithm);
        Assert.True(best.Card.HoldOut.LogLoss < Weak.Card.HoldOut.LogLoss);
        Assert.Equal(Weak.Card.HoldOut.Rows, best.Card.HoldOut.Rows);
        Assert.Equal(best.Card.HoldOut.LogLoss, best.Card.Candidates["better"]);
        // Judged on a model of the kept rows, then learned again from all.
        Assert.Equal([Rows - best.Card.HoldOut.Rows, Rows], rival.Learned);
    }

    [Fact]
    public void AWorseCandidateIsNamedOnTheCardAndChangesNothingElse()
    {
        var own = PropensityTrainer.Train(Data, Labels, Options);

        var best = Best(own, new Fake("worse", (_, _, _) => Weak.Model));

        Assert.Same(own.Model, best.Model);
        Assert.Equal(own.Card.Algorithm, best.Card.Algorithm);
        Assert.True(best.Card.Candidates["worse"] > own.Card.HoldOut.LogLoss);
    }

    [Fact]
    public void ACandidateThatCannotLearnIsLeftOut()
    {
        var best = Best(Weak, new Fake("broken", (_, _, _) => throw new InvalidOperationException("no rows")));

        Assert.Same(Weak, best);
    }

    [Fact]
    public void WhatTheLibraryRefusedIsNotGivenToOthers()
    {
        var rival = new Fake("rival", (data, labels, _) => PropensityTrainer.Train(data, labels, Options).Model);

        Best(Named(Weak, "noise"), rival);

        Assert.Equal(["noise"], rival.Columns);
    }

    [Fact]
    public void WithoutOthersTheLibrarysModelStands() => Assert.Same(Weak, Best(Weak));

    [SharedDataFact]
    public void AModelSavedByMlNetIsReadJudgedAndExplained()
    {
        var lines = File.ReadAllLines(SharedData.File("mlnet", "train.csv")).Select(line => line.Split(',')).ToArray();
        var labels = Array.ConvertAll(lines[1..], cells => cells[Array.IndexOf(lines[0], "Churn")] == "Yes");
        var data = new Dataset([.. new[] { "tenure", "MonthlyCharges", "TotalCharges" }.Select(name => Numbers(lines, name))]);
        var own = PropensityTrainer.Train(new Dataset(data["tenure"]), labels, Options);
        var mlNet = new Fake("ML.NET FastTree", (rows, _, _) =>
        {
            using var file = File.OpenRead(SharedData.File("mlnet", "fasttree-missing.zip"));
            return PropensityModel.Load(file).WithReference(rows);
        });

        var best = new OtherCandidates([mlNet], NullLogger<OtherCandidates>.Instance)
            .Best(Named(own, "tenure", "MonthlyCharges", "TotalCharges"), data, labels, Options, default);

        Assert.Equal("ML.NET FastTree", best.Card.Algorithm);
        var contributions = new float[data.Rows * best.Model.Features.Count];
        best.Model.Explain(data, contributions);
        Assert.Contains(contributions, contribution => contribution != 0);
    }

    private static float[] Draw() => [.. Enumerable.Range(0, Rows).Select(_ => Random.NextSingle())];

    private static TrainedPropensity Best(TrainedPropensity own, params ICandidateTrainer[] others) =>
        new OtherCandidates(others, NullLogger<OtherCandidates>.Instance).Best(own, Data, Labels, Options, default);

    private static TrainedPropensity Named(TrainedPropensity trained, params string[] features) =>
        trained with { Card = trained.Card with { Features = features } };

    private static NumericColumn Numbers(string[][] lines, string name) => new(
        name, Array.ConvertAll(lines[1..], cells => float.TryParse(cells[Array.IndexOf(lines[0], name)], out var number)
            ? number
            : float.NaN));

    private sealed class Fake(string name, Func<Dataset, bool[], long, PropensityModel> train) : ICandidateTrainer
    {
        public string Name => name;

        public IReadOnlyDictionary<string, double> Settings { get; } = new Dictionary<string, double>();

        public List<int> Learned { get; } = [];

        public IReadOnlyList<string> Columns { get; private set; } = [];

        public PropensityModel Train(Dataset data, bool[] labels, long seed)
        {
            Learned.Add(data.Rows);
            Columns = [.. data.Columns.Select(column => column.Name)];
            return train(data, labels, seed);
        }
    }
}
