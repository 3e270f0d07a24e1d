using ReapFunctions.Scorecards.Proof;

namespace ReapFunctions.Tests.Scorecards.Proof;

public class UpliftTests
{
    /// <summary>Everybody's effect is their score: 0.6 at the top, none at the bottom.</summary>
    private static List<UpliftRow> Experiment(int seed, double sign = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 20_000).Select(_ =>
        {
            var (score, treated) = (random.NextDouble(), random.Next(2) == 0);
            return new UpliftRow(sign * score, treated, random.NextDouble() < 0.1 + (treated ? 0.6 * score : 0));
        })];
    }

    [Fact]
    public void TheCurveIsTheTreatedLessTheControlGroupScaled()
    {
        UpliftRow[] rows = [new(4, true, true), new(3, false, true), new(2, true, true), new(1, false, false)];
        Assert.Equal([0, 1, 0, 0, 1], Uplift.Curve(rows).Select(point => point.Value));
    }

    [Fact]
    public void RowsOfOneScoreAreOnePoint()
    {
        UpliftRow[] rows = [new(1, true, true), new(1, false, true), new(0, true, false)];
        Assert.Equal([new(0, 0), new(2, 0), new(3, -1)], Uplift.Curve(rows));
    }

    [Fact]
    public void AGoodRankingIsAboveTheLineAndAnInvertedOneBelow()
    {
        var (good, inverted) = (Uplift.Of(Experiment(1)), Uplift.Of(Experiment(1, sign: -1)));
        Assert.True(good.QiniCausalMl.Estimate > 0.1 && good.QiniScikitUplift.Estimate > 0.05);
        Assert.True(inverted.QiniCausalMl.Estimate < -0.1 && inverted.QiniScikitUplift.Estimate < -0.05);
        Assert.Equal(0.3, good.Average, 0.02);
    }

    [Fact]
    public void AnUninformedRankingIsOnTheLine()
    {
        var random = new Random(5);
        var uplift = Uplift.Of([.. Experiment(2).Select(row => row with { Score = random.NextDouble() })]);
        Assert.Equal(0, uplift.QiniCausalMl.Estimate, 0.02);
        Assert.Equal(0, uplift.QiniScikitUplift.Estimate, 0.02);
    }

    [Fact]
    public void ThePerfectRankingScoresOne()
    {
        var rows = Experiment(3).Select(row => row with { Score = (row.Success == row.Treated ? 2 : 0) + (row.Treated ? 1 : 0) })
            .ToArray();
        Assert.Equal(1, Uplift.Of(rows).QiniScikitUplift.Estimate, 9);
    }

    [Fact]
    public void OneArmAloneShowsNoUplift() => Assert.Throws<ArgumentException>(() => Uplift.Of([new(1, true, true)]));
}
