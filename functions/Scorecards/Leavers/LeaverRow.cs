using System.Text.Json.Serialization;

namespace ReapFunctions.Scorecards.Leavers;

/// <summary>How many left or leave for a reason, of some customers. Sums are exact, so that parts add up.</summary>
/// <param name="Reason">By the names of care.json, or <c>notTold</c>.</param>
/// <param name="By">What customers are cut by: total, band, segment or decile.</param>
/// <param name="Name">Which of them; <c>(none)</c> where it is not known.</param>
/// <param name="Left">
/// Customers of the run who have left. Over all reasons, those who did not say among them, all of them.
/// </param>
/// <param name="LeftValue">What they were worth in their last 12 months.</param>
/// <param name="Leaving">Active customers who said why they will leave.</param>
/// <param name="LeavingValue">Their value of 12 months.</param>
/// <param name="Gone">Who told it and is no longer in the extract, by what they were then; the run has no value of them.</param>
public sealed record LeaverRow(
    string Reason, string By, string Name, long Left, decimal LeftValue, long Leaving, decimal LeavingValue, long Gone)
{
    internal const string Total = "total";

    /// <summary>As people read the reason.</summary>
    public string Title { get; init; } = "";

    [JsonIgnore]
    internal (string Reason, string By, string Name) Key => (Reason, By, Name);

    /// <summary>Who told the reason, or left without a word.</summary>
    [JsonIgnore]
    internal long Customers => Left + Leaving + Gone;

    /// <summary>Rows of the same key in one, in the order of reason, cut and name.</summary>
    internal static IReadOnlyList<LeaverRow> Sum(IEnumerable<LeaverRow> rows) =>
        [.. rows.GroupBy(row => row.Key).Select(same => same.Aggregate((left, right) => left + right))
            .OrderBy(row => row.Reason, StringComparer.Ordinal).ThenBy(row => row.By, StringComparer.Ordinal)
            .ThenBy(row => row.Name, StringComparer.Ordinal)];

    public static LeaverRow operator +(LeaverRow one, LeaverRow other) => one with
    {
        Left = one.Left + other.Left,
        LeftValue = one.LeftValue + other.LeftValue,
        Leaving = one.Leaving + other.Leaving,
        LeavingValue = one.LeavingValue + other.LeavingValue,
        Gone = one.Gone + other.Gone,
    };
}

/// <summary>How a reason moved between two runs: the changes of its numbers.</summary>
public sealed record LeaverMove(
    string Reason, string By, string Name, long Left, decimal LeftValue, long Leaving, decimal LeavingValue, long Gone)
{
    internal static IReadOnlyList<LeaverMove> Between(IReadOnlyList<LeaverRow> before, IReadOnlyList<LeaverRow> now) =>
        [.. LeaverRow.Sum(now.Concat(before.Select(row => row with
            {
                Left = -row.Left,
                LeftValue = -row.LeftValue,
                Leaving = -row.Leaving,
                LeavingValue = -row.LeavingValue,
                Gone = -row.Gone,
            })))
            .Select(row => new LeaverMove(
                row.Reason, row.By, row.Name, row.Left, row.LeftValue, row.Leaving, row.LeavingValue, row.Gone))];
}
