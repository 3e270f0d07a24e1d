using ReapFunctions.Runs;

namespace ReapFunctions.Tests.Runs;

public class EarlierRunsTests
{
    [Fact]
    public void ACorrectedNightIsComparedWithTheNightBeforeAndNotWithItsFaultyVersion() =>
        Assert.Equal(["2026-11-04.1"], Before("2026-11-05.2", Run("2026-11-05.1"), Run("2026-11-04.1")));

    [Fact]
    public void OfANightThatWasCorrectedTheNewestPublishedVersionCounts() =>
        Assert.Equal(
            ["2026-11-04.2", "2026-11-03.10"],
            Before(
                "2026-11-05.1", Run("2026-11-03.9"), Run("2026-11-03.10"), Run("2026-11-04.1"), Run("2026-11-04.2"),
                Run("2026-11-04.3", RunPhase.Held), Run("2026-11-04.4", RunPhase.Failed)));

    [Theory]
    [InlineData(RunPhase.Held)]
    [InlineData(RunPhase.Failed)]
    [InlineData(RunPhase.Open)]
    [InlineData(RunPhase.Scoring)]
    public void WhatNobodyWasMeantToReadIsNothingToCompareWith(RunPhase phase) =>
        Assert.Equal(
            ["2026-11-01.1"], Before("2026-11-05.1", Run("2026-11-04.1", phase), Run("2026-11-01.1"), Run("2026-11-06.1")));

    [Fact]
    public void AFirstNightHasNoneBeforeHoweverOftenItWasCorrected() =>
        Assert.Empty(Before("2026-11-05.3", Run("2026-11-05.1"), Run("2026-11-05.2"), Run("2026-11-06.1")));

    private static IEnumerable<string> Before(string run, params RunState[] all) =>
        EarlierRuns.Before(all, RunId.Parse(run)).Select(earlier => earlier.Id.ToString());

    private static RunState Run(string id, RunPhase phase = RunPhase.Published) => TestRun.Of(RunId.Parse(id), phase);
}
