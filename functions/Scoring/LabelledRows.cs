using ReapFunctions.Contracts;
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

    /// <summary>
    /// Examples of a target whose label comes from drops: of churn all who had not left, of a take-up all who did not hold the
    /// product and are still there.
    /// </summary>
    /// <param name="roles">The roles of the customers' columns.</param>
    /// <param name="customers">As they were.</param>
    /// <param name="later">What became of them.</param>
    public static LabelledRows OfDrops(Target target, Roles roles, Snapshot customers, LaterCustomers later)
    {
        var (before, after) = (States(customers, target, roles), States(later.Rows, target, roles));
        var isChurn = target.Kind == TargetKind.Churn;
        var (rows, labels) = (new List<int>(customers.Rows), new List<bool>(customers.Rows));
        for (var row = 0; row < customers.Rows; row++)
        {
            var now = later.RowOf[row];
            if (before(row) || now == LaterCustomers.NotKept || (now == LaterCustomers.Gone && !isChurn))
                continue;
            rows.Add(row);
            labels.Add(now == LaterCustomers.Gone || after(now));
        }
        return new LabelledRows([.. rows], [.. labels]);
    }

    /// <summary>By row: whether the customer has left, or holds the product.</summary>
    private static Func<int, bool> States(Snapshot customers, Target target, Roles roles)
    {
        if (target.Kind == TargetKind.Churn && target.Label.Field.Length == 0)
            return _ => false;
        var state = target.Kind == TargetKind.Churn
            ? new FieldIs(target.Label.Field, target.Label.Positive)
            : roles.Holdings[target.Product!];
        var column = customers[state.Field];
        return row => column.Value(row) is { } value
            ? state.Is.Contains(value, StringComparer.Ordinal)
            : state.MissingCounts == true;
    }

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
