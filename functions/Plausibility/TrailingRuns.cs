using ReapFunctions.Runs;

namespace ReapFunctions.Plausibility;

/// <summary>A published run that another is judged by.</summary>
/// <param name="Figures">Null for one that was published before runs were judged.</param>
public sealed record PastRun(RunState Run, RunFigures? Figures);

/// <summary>Which runs another is judged by.</summary>
public static class TrailingRuns
{
    /// <summary>
    /// The nights before, by <see cref="EarlierRuns"/>. Only where there is none, the published runs of the same date before it:
    /// a part of a file must not take the place of the first night unseen.
    /// </summary>
    /// <param name="all">All runs, in any order.</param>
    /// <param name="count">At most so many.</param>
    public static IReadOnlyList<RunState> Find(IEnumerable<RunState> all, RunId run, int count)
    {
        var known = all.ToArray();
        var earlier = EarlierRuns.Before(known, run).Take(count).ToArray();
        return earlier.Length > 0
            ? earlier
            :
            [
                .. known.Where(past => past.Phase == RunPhase.Published && past.Id < run)
                    .OrderByDescending(past => past.Id).Take(count),
            ];
    }
}
