using ReapFunctions.Ml.Data;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Models;
using ReapFunctions.Ml.Training;
using ReapFunctions.Training;

namespace ReapFunctions.Tests.Training;

public class ContestTests
{
    private static readonly bool[] Labels = [.. Enumerable.Range(0, 1000).Select(row => row * 7919 % 1000 < (row % 10) * 100)];

    [Fact]
    public void ACandidateThatPredictsBetterBecomesChampion()
    {
        var perfect = Metrics.Of(Array.ConvertAll(Labels, label => label ? 0.99f : 0.01f), Labels);

        Assert.True(Contest.Judge(Champion(), Data("x"), Labels, perfect).CandidateWins);
    }

    [Fact]
    public void ATieGoesToTheChampion()
    {
        var champion = Champion();
        var probabilities = new float[Labels.Length];
        champion.Score(Data("x"), probabilities);

        Assert.False(Contest.Judge(champion, Data("x"), Labels, Metrics.Of(probabilities, Labels)).CandidateWins);
    }

    [Fact]
    public void AChampionThatCannotScoreTheNewDropLoses()
    {
        var verdict = Contest.Judge(Champion(), Data("renamed"), Labels, Metrics.Of(new float[Labels.Length], Labels));

        Assert.True(verdict.CandidateWins);
        Assert.Contains("cannot score", verdict.Sentence, StringComparison.Ordinal);
    }

    private static PropensityModel Champion() => PropensityTrainer.Train(Data("x"), Labels).Model;

    private static Dataset Data(string name) => new(new NumericColumn(name, [.. Enumerable.Range(0, 1000).Select(row => (float)(row % 10))]));
}
