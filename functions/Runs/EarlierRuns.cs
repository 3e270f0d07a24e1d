namespace ReapFunctions.Runs;

/// <summary>Which nights another is compared with: by its scorecard, by a customer's risk, by whether it looks right.</summary>
public static class EarlierRuns
{
    /// <summary>
    /// The newest published run of each date before that of <paramref name="run"/>, the newest date first. A corrected night is
    /// thus never compared with its own faulty version, and none with what nobody was meant to read.
    /// </summary>
    /// <param name="all">Runs in any order.</param>
    public static IEnumerable<RunState> Before(IEnumerable<RunState> all, RunId run) =>
        all.Where(past => past.Phase == RunPhase.Published && past.Id.Date < run.Date)
            .OrderByDescending(past => past.Id)
            .DistinctBy(past => past.Id.Date);
}
