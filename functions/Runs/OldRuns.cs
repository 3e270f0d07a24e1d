namespace ReapFunctions.Runs;

/// <summary>Which runs nobody needs any more.</summary>
public static class OldRuns
{
    /// <summary>
    /// The runs, oldest first, that are older than the newest <paramref name="keep"/> published ones: published, held and
    /// failed ones alike, but neither the current run, however old an operator has made it, nor one that is being built. A run
    /// whose removal was cut off is among them, however many are kept.
    /// </summary>
    /// <param name="runs">All runs, in any order.</param>
    /// <param name="current">The run that readers follow; null before the first.</param>
    /// <param name="keep">How many published runs stay, 2 or more. With fewer of them, none begins to go.</param>
    public static IReadOnlyList<RunState> Find(IEnumerable<RunState> runs, RunId? current, int keep)
    {
        var newestFirst = runs.OrderByDescending(run => run.Id).ToArray();
        var kept = newestFirst.Where(run => run.Phase == RunPhase.Published).Take(keep).ToArray();
        return [.. newestFirst
            .Where(run => run.Id != current && run.IsDone)
            .Where(run => run.RemovedAt is not null || (kept.Length == keep && run.Id < kept[^1].Id))
            .Reverse()];
    }
}
