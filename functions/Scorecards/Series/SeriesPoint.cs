using ReapFunctions.Runs;

namespace ReapFunctions.Scorecards.Series;

/// <summary>What a series is by.</summary>
public enum SeriesBy
{
    Total,
    Decile,
    Segment,
}

/// <summary>One night of a series, of one row of its scorecard.</summary>
/// <param name="Name">The row: total, a decile or a segment.</param>
/// <param name="Values">By measure; null where nothing could be measured.</param>
public sealed record SeriesPoint(RunId Run, string Name, IReadOnlyDictionary<string, double?> Values)
{
    public DateOnly Date => Run.Date;
}
