using System.Text.Json.Serialization;

namespace ReapFunctions.Scorecards.Causes;

/// <summary>What one cause of dissatisfaction comes to, over some customers. Sums are exact, so that parts add up.</summary>
/// <param name="Cause">By the names of care.json, or <c>unknown</c>.</param>
/// <param name="By">What the customers or cases are cut by: total, band, segment, product, region or channel.</param>
/// <param name="Name">Which of them; <c>(none)</c> where it is not told.</param>
/// <param name="Customers">Active customers with such a case within the window.</param>
/// <param name="ValueAtRisk">Theirs, each counted once in a row.</param>
/// <param name="Cases">Their cases, voiced ones among them.</param>
/// <param name="Voiced">Cases voiced without a complaint: nothing is solved of them.</param>
/// <param name="Solved">Complaints that are solved.</param>
/// <param name="DaysToSolve">Days that these took, in all.</param>
/// <param name="InTime">Of the solved, those within what was promised.</param>
/// <param name="Overdue">Of the open, those beyond it.</param>
/// <param name="CameBack">Of the solved, those after which the customer had a case of the same cause.</param>
public sealed record RootCause(
    string Cause, string By, string Name, long Customers, decimal ValueAtRisk, long Cases, long Voiced, long Solved,
    long DaysToSolve, long InTime, long Overdue, long CameBack)
{
    internal const string Total = "total";

    /// <summary>As people read the cause.</summary>
    public string Title { get; init; } = "";

    /// <summary>Days promised; null for a cause that nobody knows.</summary>
    public int? PromisedDays { get; init; }

    /// <summary>Complaints that are not solved.</summary>
    public long Open => Cases - Voiced - Solved;

    /// <summary>Days from complaint to solution; null with none solved.</summary>
    public double? MeanDays => Share(DaysToSolve, Solved);

    /// <summary>
    /// Share that met the promise of those of which it is known: solved in time over solved or overdue; null with none of them.
    /// </summary>
    public double? InTimeShare => PromisedDays is null ? null : Share(InTime, Solved + Overdue);

    /// <summary>Share of the solved that came back; null with none solved.</summary>
    public double? CameBackShare => Share(CameBack, Solved);

    [JsonIgnore]
    internal (string Cause, string By, string Name) Key => (Cause, By, Name);

    /// <summary>Rows of the same key in one, in the order of cause, cut and name.</summary>
    internal static IReadOnlyList<RootCause> Sum(IEnumerable<RootCause> rows) =>
        [.. rows.GroupBy(row => row.Key).Select(same => same.Aggregate((left, right) => left + right))
            .OrderBy(row => row.Cause, StringComparer.Ordinal).ThenBy(row => row.By, StringComparer.Ordinal)
            .ThenBy(row => row.Name, StringComparer.Ordinal)];

    public static RootCause operator +(RootCause one, RootCause other) => one with
    {
        Customers = one.Customers + other.Customers,
        ValueAtRisk = one.ValueAtRisk + other.ValueAtRisk,
        Cases = one.Cases + other.Cases,
        Voiced = one.Voiced + other.Voiced,
        Solved = one.Solved + other.Solved,
        DaysToSolve = one.DaysToSolve + other.DaysToSolve,
        InTime = one.InTime + other.InTime,
        Overdue = one.Overdue + other.Overdue,
        CameBack = one.CameBack + other.CameBack,
    };

    private static double? Share(long part, long whole) => whole == 0 ? null : Math.Round((double)part / whole, 6);
}

/// <summary>How a cause moved between two runs.</summary>
/// <param name="Customers">The change of its customers.</param>
public sealed record RootCauseMove(
    string Cause, string By, string Name, long Customers, decimal ValueAtRisk, long Cases, double? InTimeBefore, double? InTime,
    double? CameBackBefore, double? CameBack)
{
    internal static IReadOnlyList<RootCauseMove> Between(IReadOnlyList<RootCause> before, IReadOnlyList<RootCause> now)
    {
        var (was, later) = (before.ToDictionary(row => row.Key), now.ToDictionary(row => row.Key));
        return [.. now.Concat(before).Select(row => row.Key).Distinct().OrderBy(key => key)
            .Select(key => Move(key, was.GetValueOrDefault(key), later.GetValueOrDefault(key)))];
    }

    private static RootCauseMove Move((string Cause, string By, string Name) key, RootCause? was, RootCause? now) => new(
        key.Cause, key.By, key.Name, (now?.Customers ?? 0) - (was?.Customers ?? 0),
        (now?.ValueAtRisk ?? 0) - (was?.ValueAtRisk ?? 0), (now?.Cases ?? 0) - (was?.Cases ?? 0), was?.InTimeShare,
        now?.InTimeShare, was?.CameBackShare, now?.CameBackShare);
}
