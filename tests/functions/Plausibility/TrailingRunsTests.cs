using ReapFunctions.Plausibility;
using ReapFunctions.Runs;
using ReapFunctions.Tests.Runs;

namespace ReapFunctions.Tests.Plausibility;

public class TrailingRunsTests
{
    [Fact]
    public void TheNewestPublishedRunOfEachEarlierDateCounts() =>
        Assert.Equal(
            ["2026-11-04.1", "2026-11-02.2"],
            Find(
                "2026-11-05.2", 2, Run("2026-11-01.1"), Run("2026-11-02.1"), Run("2026-11-02.2"),
                Run("2026-11-03.1", RunPhase.Failed), Run("2026-11-04.1"), Run("2026-11-04.2", RunPhase.Held),
                Run("2026-11-05.1"), Run("2026-11-06.1")));

    [Fact]
    public void WithoutAnEarlierDateTheRunsOfTheSameCount() =>
        Assert.Equal(
            ["2026-11-05.2", "2026-11-05.1"],
            Find("2026-11-05.3", 5, Run("2026-11-05.1"), Run("2026-11-05.2"), Run("2026-11-06.1")));

    [Fact]
    public void AFirstRunHasNothingBefore() => Assert.Empty(Find("2026-11-05.1", 5, Run("2026-11-05.1", RunPhase.Scoring)));

    private static IEnumerable<string> Find(string run, int count, params RunState[] all) =>
        TrailingRuns.Find(all, RunId.Parse(run), count).Select(past => past.Id.ToString());

    private static RunState Run(string id, RunPhase phase = RunPhase.Published) => TestRun.Of(RunId.Parse(id), phase);
}
