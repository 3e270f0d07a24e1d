using ReapFunctions.Runs;

namespace ReapFunctions.Plausibility;

/// <summary>A published run that another is judged by.</summary>
/// <param name="Figures">Null for one that was published before runs were judged.</param>
public sealed record PastRun(RunState Run, RunFigures? Figures);

/// <summary>Which runs another is judged by.</summary>
public static class TrailingRuns
{
    /// <summary>
    /// The newest published run of each of the dates before, the newest first: a corrected night is not judged by its own faulty
    /// version. Only where there is no earlier date, the published runs of the same date before it.
    /// </summary>
    /// <param name="all">All runs, in any order.</param>
    /// <param name="count">At most so many.</param>
    public static IReadOnlyList<RunState> Find(IEnumerable<RunState> all, RunId run, int count)
    {
        var published = all.Where(past => past.Phase == RunPhase.Published && past.Id < run)
            .OrderByDescending(past => past.Id).ToArray();
        var earlier = published.Where(past => past.Id.Date < run.Date).DistinctBy(past => past.Id.Date).Take(count).ToArray();
        return earlier.Length > 0 ? earlier : [.. published.Take(count)];
    }
}
