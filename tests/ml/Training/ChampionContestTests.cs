using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Training;

namespace ReapFunctions.Ml.Tests.Training;

public sealed class ChampionContestTests
{
    private static readonly GeneratedTable Past = GeneratedTable.Of(3000, 21);
    private static readonly GeneratedTable Later = GeneratedTable.Of(2000, 22);
    private static readonly PropensityModel Blind = Train(Past.Data.Without(["amount", "colour"]));
    private static readonly PropensityModel Seeing = Train(Past.Data);

    [Fact]
    public void AChallengerThatPredictsBetterOnLaterRowsWins()
    {
        var contest = Contest.Judge(Blind, Seeing, Later.Data, Later.Labels);

        Assert.True(contest.ChallengerWins);
        Assert.True(contest.Challenger.LogLoss < contest.Champion!.LogLoss);
        Assert.True(contest.AucDifference!.Lower > 0);
        Assert.Equal(contest.Challenger.Auc - contest.Champion.Auc, contest.AucDifference.Value, 1e-9);
    }

    [Fact]
    public void AWorseChallengerLoses() => Assert.False(Contest.Judge(Seeing, Blind, Later.Data, Later.Labels).ChallengerWins);

    [Fact]
    public void ATieGoesToTheChampion()
    {
        var contest = Contest.Judge(Seeing, Seeing, Later.Data, Later.Labels);

        Assert.False(contest.ChallengerWins);
        Assert.Equal(0, contest.AucDifference!.Value);
    }

    [Fact]
    public void WhatIsNewerWinsUnlessItDidWorseThanLuckExplains()
    {
        var seeing = Seeing.Score(Later.Data);
        // A hair worse on every other row.
        float[] near = [.. seeing.Select((chance, row) => row % 2 == 0 ? chance * 0.98f : chance * 1.01f)];
        var worse = Contest.JudgeNewer(Seeing, Later.Data, Later.Labels, Blind.Score(Later.Data));
        var tie = Contest.JudgeNewer(Seeing, Later.Data, Later.Labels, near);

        Assert.False(worse.ChallengerWins);
        Assert.InRange(tie.Challenger.LogLoss, tie.Champion!.LogLoss + 1e-6, tie.Champion.LogLoss + 0.001);
        Assert.True(tie.ChallengerWins);
        Assert.Contains("Luck explains 0.00", tie.Sentence, StringComparison.Ordinal);
        Assert.True(Contest.JudgeNewer(Blind, Later.Data, Later.Labels, seeing).ChallengerWins);
        Assert.True(Contest.JudgeNewer(Seeing, Later.Data.Without(["amount"]), Later.Labels, seeing).ChallengerWins);
    }

    [Fact]
    public void AChallengerThatWasJudgedBeforeItLearnedFromAllRowsIsComparedByItsMetrics()
    {
        var perfect = Metrics.Of(Array.ConvertAll(Later.Labels, label => label ? 0.99f : 0.01f), Later.Labels);

        Assert.True(Contest.Judge(Seeing, Later.Data, Later.Labels, perfect).ChallengerWins);
    }

    [Fact]
    public void WhenBothWereJudgedBeforeTheirFiguresDecide()
    {
        var well = Metrics.Of(Seeing.Score(Later.Data), Later.Labels);
        var badly = Metrics.Of(Blind.Score(Later.Data), Later.Labels);

        Assert.True(Contest.Judge(badly, well).ChallengerWins);
        Assert.False(Contest.Judge(well, badly).ChallengerWins);
        Assert.False(Contest.Judge(well, well).ChallengerWins);
    }

    [Fact]
    public void AChampionThatCannotScoreTheRowsLosesAndTheSentenceSaysWhy()
    {
        var contest = Contest.Judge(Seeing, Blind, Later.Data.Without(["amount"]), Later.Labels);

        Assert.True(contest.ChallengerWins);
        Assert.Null(contest.Champion);
        Assert.Contains("'amount' is missing", contest.Sentence, StringComparison.Ordinal);
    }

    private static PropensityModel Train(Dataset data) =>
        PropensityTrainer.Train(data, Past.Labels,
            new PropensityOptions
            {
                Boosting = new BoostingOptions { Trees = 40, LearningRate = 0.1 },
                // Who is blind is to lose, not to be refused.
                MustBeatChance = false,
            }).Model;
}
