using ReapFunctions.Snapshots;

namespace ReapFunctions.Scoring;

/// <summary>The rows of a snapshot that are examples of a target, with their labels.</summary>
/// <param name="Rows">Indices into the snapshot, rising.</param>
/// <param name="Labels">For each of <paramref name="Rows"/>: whether it happened.</param>
public sealed record LabelledRows(int[] Rows, bool[] Labels)
{
    public int Positives => Labels.Count(label => label);

    /// <summary>Every customer is an example of a target whose label comes from history.</summary>
    /// <param name="later">By row: whether rows came in the days that followed.</param>
    public static LabelledRows OfHistory(TargetKind kind, bool[] later) =>
        new([.. Enumerable.Range(0, later.Length)], kind == TargetKind.Churn ? Array.ConvertAll(later, came => !came) : later);

    public static LabelledRows Label(Snapshot snapshot, TargetLabel label)
    {
        var column = snapshot[label.Field];
        var rows = new List<int>(snapshot.Rows);
        var labels = new List<bool>(snapshot.Rows);
        for (var row = 0; row < snapshot.Rows; row++)
        {
            if (column.Value(row) is not { } value)
                continue;
            var positive = label.Positive.Contains(value, StringComparer.Ordinal);
            if (!positive && !label.Negative.Contains(value, StringComparer.Ordinal))
                continue;
            rows.Add(row);
            labels.Add(positive);
        }
        return new LabelledRows([.. rows], [.. labels]);
    }
}
