using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Scorecards.Proof;

namespace ReapFunctions.Tests.Scorecards.Proof;

public class ProofTests
{
    private static Arm Draw(Random random, int customers, double rate, double value)
    {
        long successes = 0;
        decimal sum = 0, squares = 0;
        for (var i = 0; i < customers; i++)
        {
            var success = random.NextDouble() < rate;
            // A success brings the value, and everybody some noise.
            var change = Math.Round((decimal)((success ? value : 0) + 20 * (random.NextDouble() - 0.5)), 2);
            successes += success ? 1 : 0;
            sum += change;
            squares += change * change;
        }
        return new Arm(customers, successes, sum, squares);
    }

    private static LiftEstimate Estimate(Random random, double treated, double control) => LiftEstimate.Estimate(
        "x", new ArmPair(Draw(random, 4500, treated, 60), Draw(random, 500, control, 60)), 0.1);

    [Fact]
    public void OneInTwentyOfAThousandRunsWithoutEffectShowsOne()
    {
        var random = new Random(1);
        var runs = Enumerable.Range(0, 1000).Select(_ => Estimate(random, 0.1, 0.1)).ToArray();
        Assert.InRange(runs.Count(run => run.Difference!.Significant) / 1000.0, 0.035, 0.065);
        Assert.InRange(runs.Count(run => run.ValuePerCustomer!.Significant) / 1000.0, 0.035, 0.065);
        Assert.InRange(runs.Count(run => run.SampleRatio.Mismatch) / 1000.0, 0, 0);
    }

    [Fact]
    public void TheIntervalCoversAKnownEffectAtItsNominalRate()
    {
        var random = new Random(2);
        var runs = Enumerable.Range(0, 1000).Select(_ => Estimate(random, 0.13, 0.1)).ToArray();
        Assert.InRange(Covers(run => run.Difference!, 0.03), 0.935, 0.965);
        Assert.InRange(Covers(run => run.Lift!, 0.3), 0.935, 0.965);
        Assert.InRange(Covers(run => run.ValuePerCustomer!, 0.03 * 60), 0.935, 0.98);
        Assert.InRange(Covers(run => run.IncrementalValue!, 4500 * 0.03 * 60), 0.935, 0.98);

        double Covers(Func<LiftEstimate, Interval> of, double truth) =>
            runs.Count(run => of(run).Low <= truth && truth <= of(run).High) / 1000.0;
    }

    [Fact]
    public void DifferencesHaveAWidthWhereNobodyOfTheControlGroupDidIt()
    {
        var estimate = LiftEstimate.Estimate("x", new ArmPair(new Arm(718, 86, 0, 0), new Arm(70, 0, 0, 0)), 0.1);
        Assert.Equal(0.119777, estimate.Difference!.Estimate, 6);
        Assert.InRange(estimate.Difference.Low, 0.055, 0.065);
        Assert.InRange(estimate.Difference.High, 0.14, 0.15);
        Assert.Null(estimate.Lift);
    }

    /// <summary>
    /// Newcombe's method 10, worked out apart from the code: it gives his published 0.0524 to 0.3339 for 56 of 70 and 48 of 80,
    /// and this for ten times as many.
    /// </summary>
    [Fact]
    public void DifferencesAreThePublishedOnes()
    {
        var estimate = LiftEstimate.Estimate("x", new ArmPair(new Arm(700, 560, 0, 0), new Arm(800, 480, 0, 0)), 0.5);
        Assert.Equal((0.2, 0.1543, 0.2443), (
            Math.Round(estimate.Difference!.Estimate, 4), Math.Round(estimate.Difference.Low, 4),
            Math.Round(estimate.Difference.High, 4)));
    }

    [Fact]
    public void WhatIsStillNeededIsThePublishedFormula()
    {
        static LiftEstimate Of(int treated, int control, int controlSuccesses) => LiftEstimate.Estimate(
            "x", new ArmPair(new Arm(treated, treated * 12 / 100, 0, 0), new Arm(control, controlSuccesses, 0, 0)), 0.5);
        var estimate = Of(10_000, 1_000, 100);
        Assert.Equal(0.2, estimate.Lift!.Estimate, 6);
        Assert.False(estimate.Lift.Significant);
        // 0.1·0.9 / (0.02² / (1.95996 + 0.84162)² - 0.12·0.88 / 10,000) = 2227.5, of which 1000 are there.
        Assert.Equal(1228, estimate.StillNeeded);
        // Of 1,000 treated alone the rate is known too badly.
        Assert.Null(Of(1_000, 1_000, 100).StillNeeded);
        Assert.Equal(0, Of(10_000, 3_000, 300).StillNeeded);
        // In a control group in which nobody did it chance may have its hand.
        Assert.Equal(0, Of(700, 70, 0).StillNeeded);
        Assert.True(Of(50, 40, 0).StillNeeded is null or > 0);
    }

    [Fact]
    public void WhatIsNeededShowsTheDifferenceInFourOfFiveExperiments()
    {
        var (random, seen) = (new Random(5), 0);
        var needed = (int)SampleSize.OfControl(0.12, 0.1, 10_000)!;
        int Draw(int n, double rate) => Enumerable.Range(0, n).Count(_ => random.NextDouble() < rate);
        for (var experiment = 0; experiment < 400; experiment++)
            seen += LiftEstimate.Estimate(
                "x", new ArmPair(new Arm(10_000, Draw(10_000, 0.12), 0, 0), new Arm(needed, Draw(needed, 0.1), 0, 0)), 0.2)
                .Difference!.Significant ? 1 : 0;
        Assert.InRange(seen / 400.0, 0.74, 0.86);
    }

    [Fact]
    public void TooFewCustomersGiveNoInterval()
    {
        var estimate = LiftEstimate.Estimate("x", new ArmPair(new Arm(1000, 120, 0, 0), new Arm(29, 3, 0, 0)), 0.1);
        Assert.Null(estimate.Difference);
        Assert.Null(estimate.IncrementalValue);
    }

    [Theory]
    [InlineData(9000, 1000, false)]
    [InlineData(9000, 1060, false)]
    [InlineData(9000, 1200, true)]
    public void ArmsOfTheWrongSizeAreReported(long treated, long control, bool mismatch) =>
        Assert.Equal(mismatch, SampleRatio.Test(treated, control, 0.1).Mismatch);

    [Theory]
    [InlineData(1.959963984540054, 0.05)]
    [InlineData(1, 0.31731050786291415)]
    [InlineData(3, 0.0026997960632601866)]
    [InlineData(6, 1.9731752900753e-09)]
    [InlineData(0, 1)]
    public void TheNormalDistributionIsThePublishedOne(double z, double twoSided)
    {
        Assert.Equal(1, NormalDistribution.TwoSided(z) / twoSided, 1e-10);
        Assert.Equal(z, NormalDistribution.Quantile(1 - twoSided / 2), 1e-7);
    }

    [Fact]
    public void ArmsOfPartsAddUp()
    {
        var arm = Arm.Empty.With(true, 2.5m, 10m).With(false, -1m, 4m);
        Assert.Equal(new Arm(2, 1, 1.5m, 7.25m, 14.625, new BaseSums(14, 116, 21, 1064, 234, 66.5)), arm);
        Assert.Equal(new Arm(4, 2, 3m, 14.5m, 29.25, new BaseSums(28, 232, 42, 2128, 468, 133)), arm + arm);
    }
}
