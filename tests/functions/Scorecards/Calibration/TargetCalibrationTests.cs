using ReapFunctions.Offers;
using ReapFunctions.Scorecards.Calibration;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Scorecards.Calibration;

public class TargetCalibrationTests
{
    private const int Customers = 4_000;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("REAP_LONG") == "1";
    private static readonly DecisionOptions Config = TestBucket.Telco;

    /// <summary>What came true of propensities from 0.02 to 0.3 when the true chances are so many times them.</summary>
    private static IReadOnlyList<TargetCalibration> Lived(int seed, double truth)
    {
        var random = new Random(seed);
        float[] said = [.. Enumerable.Range(0, Customers).Select(_ => 0.02f + 0.28f * random.NextSingle())];
        var before = new TestBucket(Customers).Score("churn", said).Score("security", said)
            .Number("revenue12m", [.. said.Select(chance => 200 + 3_000.0 * chance)]);
        var now = new TestBucket(Customers)
            .Text("status", [.. said.Select(chance => random.NextDouble() < truth * chance ? "left" : "active")])
            .Flag("holdsSecurity", [.. said.Select(chance => (bool?)(random.NextDouble() < truth * chance))]);
        return TargetCalibration.Between(
            "2026-08-23.1", [RunDigest.Make(before.Scored(), before.Decide(), Config)],
            [RunDigest.Make(now.Scored(), now.Decide(), Config)], Config.Value.Bands, Config.TakeUps);
    }

    [Fact]
    public void WhoseRowWasRejectedHasNotLeft()
    {
        var (before, now) = (new TestBucket(100).Score("churn", 0.1f), new TestBucket(60));
        int Waited(params string[] notKept) => (int)TargetCalibration.Between(
            "2026-08-23.1", [RunDigest.Make(before.Scored(), before.Decide(), Config)],
            [RunDigest.Make(now.Scored(), now.Decide(), Config) with { NotKept = notKept.Select(RunDigest.KeyOf).ToHashSet() }],
            Config.Value.Bands, Config.TakeUps).Single(calibration => calibration.Target == "churn").Customers;

        Assert.Equal(100, Waited());
        Assert.Equal(98, Waited("c0", "c98", "c99"));
    }

    [Fact]
    public void WhatComesTrueIsHeldAgainstWhatWasSaid()
    {
        var churn = Lived(1, 1.5).Single(calibration => calibration.Target == "churn");
        Assert.True(churn.Drifted);
        var total = churn.Groups.Single(group => group.Group == "total");
        Assert.Equal((Customers, 0.16), (total.Customers, Math.Round(total.Predicted, 2)));
        Assert.Equal(0.24, total.Observed.Estimate, 0.015);
        Assert.InRange(total.Observed.Estimate, total.Observed.Low, total.Observed.High);
        Assert.InRange(churn.OfControl!.Customers, Customers * 0.08, Customers * 0.12);
        Assert.Equal(Math.Abs(churn.OfControl.Observed.Estimate - churn.OfControl.Predicted) / churn.OfControl.Observed.Estimate,
            churn.OfControl.Off);
        Assert.Equal(0, Lived(1, 1).Single(calibration => calibration.Target == "churn").OfControl!.Off);
        var deciles = churn.Groups.Where(group => group.Group.StartsWith("decile:", StringComparison.Ordinal)).ToArray();
        Assert.Equal(10, deciles.Length);
        Assert.Equal(deciles.Select(decile => decile.Predicted).OrderDescending(), deciles.Select(decile => decile.Predicted));
        Assert.Equal(Customers, churn.Groups.Where(group => group.Group.StartsWith("band:", StringComparison.Ordinal))
            .Sum(group => group.Customers));
        Assert.Equal(deciles.Average(decile => Math.Abs(decile.Observed.Estimate - decile.Predicted)), churn.Error, 0.001);
    }

    /// <summary>
    /// Right propensities are said to have drifted in one case of twenty, and wrong ones are found: of 60 portfolios when
    /// <c>REAP_LONG</c> is 1, else of 20.
    /// </summary>
    [Fact]
    public void TheChanceLevelIsThatOfRightPropensities()
    {
        var right = Enumerable.Range(1, IsLong ? 60 : 20).SelectMany(seed => Lived(seed, 1))
            .Where(calibration => calibration.Target is "churn" or "security").ToArray();
        Assert.InRange(right.Count(calibration => calibration.Drifted) / (double)right.Length, 0, 0.12);
        Assert.All(Lived(3, 1.3).Where(target => target.Target is "churn" or "security"), target => Assert.True(target.Drifted));
        Assert.All(Lived(4, 0.7).Where(target => target.Target is "churn" or "security"), target => Assert.True(target.Drifted));
    }

    [Fact]
    public void WhoHoldsTheProductOrHasLeftIsNotWaitedFor()
    {
        var before = new TestBucket(100).Score("security", 0.2f).Flag("holdsSecurity", true, false)
            .Text("status", "active", "active", "active", "left");
        var now = new TestBucket(100).Flag("holdsSecurity", true);
        var security = TargetCalibration.Between(
            "2026-08-23.1", [RunDigest.Make(before.Scored(), before.Decide(), Config)],
            [RunDigest.Make(now.Scored(), now.Decide(), Config)], Config.Value.Bands, Config.TakeUps)
            .Single(calibration => calibration.Target == "security");
        Assert.Equal((25, 1), (security.Customers, security.Groups[0].Observed.Estimate));
    }
}
