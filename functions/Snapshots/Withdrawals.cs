using ReapFunctions.Contracts;
using ReapFunctions.Csv;

namespace ReapFunctions.Snapshots;

/// <summary>
/// Leaves to contact or to sell that another row of the same customer takes back: the cell of the row that stays becomes missing,
/// which is none.
/// </summary>
internal static class Withdrawals
{
    /// <summary>Applies those of rows that were not kept.</summary>
    /// <param name="withdrawn">CSV with a header: the customer's id, the column of the consent.</param>
    public static async Task<Snapshot> ApplyAsync(
        Snapshot customers, string id, Stream withdrawn, CancellationToken cancellationToken)
    {
        var rowsOf = RowsById(customers[id]);
        var rows = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        await using var csv = await CsvRows.OpenAsync(withdrawn, cancellationToken);
        await csv.NextAsync(cancellationToken);
        while (await csv.NextAsync(cancellationToken))
        {
            if (rowsOf.TryGetValue(csv.Cell(0), out var found))
                (rows.TryGetValue(csv.Cell(1), out var known) ? known : rows[csv.Cell(1)] = []).AddRange(found);
        }
        return Without(customers, rows);
    }

    /// <summary>Applies those of rows of one file that stand behind the first of their customer.</summary>
    public static Snapshot AmongRows(Snapshot customers, Roles roles)
    {
        var ids = customers[roles.CustomerId];
        if (FirstRows(ids).Length == customers.Rows)
            return customers;
        var rows = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var leave in LeaveColumn.Of(roles))
        {
            if (!customers.TryGet(leave.Field, out var column))
                continue;
            var deniers = Enumerable.Range(0, customers.Rows).Where(row => !leave.Allows(column.Value(row)))
                .Select(row => ids.Codes[row]).ToHashSet();
            rows[leave.Field] = [.. Enumerable.Range(0, customers.Rows).Where(row => deniers.Contains(ids.Codes[row]))];
        }
        return Without(customers, rows);
    }

    /// <summary>The first row of each customer.</summary>
    public static int[] FirstRows(SnapshotColumn ids)
    {
        var seen = new HashSet<int>();
        return [.. Enumerable.Range(0, ids.Rows).Where(row => seen.Add(ids.Codes[row]))];
    }

    private static Dictionary<string, List<int>> RowsById(SnapshotColumn ids)
    {
        var rows = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var row = 0; row < ids.Rows; row++)
        {
            if (ids.Text(row) is not { } id)
                continue;
            if (rows.TryGetValue(id, out var several))
                several.Add(row);
            else
                rows[id] = [row];
        }
        return rows;
    }

    private static Snapshot Without(Snapshot customers, Dictionary<string, List<int>> rows) => rows.Count == 0
        ? customers
        : new Snapshot(
            [.. customers.Columns.Select(column => rows.TryGetValue(column.Name, out var left) ? column.Without(left) : column)],
            customers.Rows);
}
