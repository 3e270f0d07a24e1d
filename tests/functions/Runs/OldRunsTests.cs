using ReapFunctions.Runs;

namespace ReapFunctions.Tests.Runs;

public class OldRunsTests
{
    [Fact]
    public void RunsOlderThanTheNewestPublishedOnesGoOldestFirst() =>
        Assert.Equal(Ids(1, 2), Found(Published(3, 1, 4, 2), Id(4)));

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 2)]
    [InlineData(0, 2)]
    public void WithNoMoreThanIsKeptNothingGoes(int published, int keep) =>
        Assert.Empty(OldRuns.Find(Published([.. Enumerable.Range(1, published)]), null, keep));

    [Fact]
    public void TheCurrentRunStaysHoweverOld() =>
        Assert.Equal(Ids(2), Found(Published(1, 2, 3, 4), Id(1)));

    [Theory]
    [InlineData(RunPhase.Open)]
    [InlineData(RunPhase.Scoring)]
    public void ARunThatIsBeingBuiltStays(RunPhase phase) =>
        Assert.Empty(OldRuns.Find([.. Published(2, 3), Run(1, phase)], Id(3), keep: 2));

    [Fact]
    public void AFailedRunGoesWithItsAge() =>
        Assert.Equal(
            Ids(1),
            Found([.. Published(2, 4), Run(1, RunPhase.Failed), Run(3, RunPhase.Failed), Run(5, RunPhase.Failed)], Id(4)));

    [Fact]
    public void FailedRunsDoNotCountAsKept() =>
        Assert.Empty(OldRuns.Find([.. Published(1), Run(2, RunPhase.Failed), Run(3, RunPhase.Failed)], Id(1), keep: 2));

    [Fact]
    public void AHeldRunStaysUntilItIsOldAndIsNotCountedAmongThoseThatAreKept()
    {
        RunState[] all = [.. Published(2, 4), Run(1, RunPhase.Held), Run(3, RunPhase.Held), Run(5, RunPhase.Held)];
        Assert.Equal(Ids(1), Found(all, Id(4)));
    }

    [Fact]
    public void ARemovalThatHasBegunIsFinishedHoweverManyAreKept() =>
        Assert.Equal(Ids(1), Found(
            [Run(1, RunPhase.Published) with { RemovedAt = DateTimeOffset.UnixEpoch }, .. Published(2)], Id(2)));

    private static IEnumerable<RunId> Found(RunState[] all, RunId current) =>
        OldRuns.Find(all, current, keep: 2).Select(run => run.Id);

    private static RunState[] Published(params int[] days) => Array.ConvertAll(days, day => Run(day, RunPhase.Published));

    private static RunId[] Ids(params int[] days) => Array.ConvertAll(days, Id);

    private static RunId Id(int day) => new(new DateOnly(2026, 11, day), 1);

    private static RunState Run(int day, RunPhase phase) => TestRun.Of(Id(day), phase);
}
