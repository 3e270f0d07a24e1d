using ReapFunctions.Scorecards.Proof;
using Xunit.Abstractions;

namespace ReapFunctions.Tests.Scorecards.Proof;

public class UpliftTests(ITestOutputHelper output)
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

    /// <summary>
    /// causalml's get_qini and qini_score by hand: the curve at each row and a row of zeros before them, over its end, each row's
    /// mean less the straight line's.
    /// </summary>
    [Fact]
    public void TheNumberPerCustomerIsTheLibrarysRowByRow()
    {
        var rows = Experiment(4).Take(500).OrderByDescending(row => row.Score).ToArray();
        var (model, line) = (0.0, 0.0);
        double At(int count)
        {
            var best = rows.Take(count).ToArray();
            double Count(bool treated, bool success) =>
                best.Count(row => row.Treated == treated && (!success || row.Success));
            return Count(false, false) == 0
                ? Count(true, true)
                : Count(true, true) - Count(false, true) * Count(true, false) / Count(false, false);
        }
        for (var k = 1; k <= rows.Length; k++)
        {
            model += At(k);
            line += At(rows.Length) * k / rows.Length;
        }
        var expected = (model - line) / (rows.Length + 1) / Math.Abs(At(rows.Length));
        Assert.Equal(expected, Uplift.Of(rows).QiniCausalMl.Estimate, 6);
    }

    /// <summary>The truth is the Qini of a hundred thousand customers.</summary>
    [Fact]
    public void IntervalsHoldTheTruth()
    {
        List<UpliftRow> Draw(int seed, int count)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, count).Select(_ =>
            {
                var (decile, treated) = (random.Next(1, 11), random.Next(4) > 0);
                return new UpliftRow(decile, treated, random.NextDouble() < 0.1 + (treated ? 0.03 * decile : 0));
            })];
        }
        var truth = Uplift.Of(Draw(0, 100_000));
        var drawn = Enumerable.Range(1, 200).Select(seed => Uplift.Of(Draw(seed, 3000))).ToArray();
        int Covered(Func<Uplift, Interval> of) =>
            drawn.Count(uplift => of(uplift).Low <= of(truth).Estimate && of(truth).Estimate <= of(uplift).High);
        var (causalMl, scikitUplift) = (Covered(uplift => uplift.QiniCausalMl), Covered(uplift => uplift.QiniScikitUplift));
        output.WriteLine($"of 200: causalml {causalMl}, scikit-uplift {scikitUplift}");
        Assert.InRange(causalMl, 180, 200);
        Assert.InRange(scikitUplift, 180, 200);
    }

    /// <summary>Small ones too, in which draws lean to one side.</summary>
    [Fact]
    public void IntervalsHoldTheirEstimate()
    {
        foreach (var seed in Enumerable.Range(1, 60))
        {
            var rows = Experiment(seed).Take(10 + seed).Append(new(0.5, true, true)).Append(new(0.5, false, false)).ToArray();
            var uplift = Uplift.Of(rows);
            Assert.All(
                new[] { uplift.QiniCausalMl, uplift.QiniScikitUplift },
                qini => Assert.InRange(qini.Estimate, qini.Low, qini.High));
        }
    }

    [Fact]
    public void OneArmAloneShowsNoUplift() => Assert.Throws<ArgumentException>(() => Uplift.Of([new(1, true, true)]));
}
