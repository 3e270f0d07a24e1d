using ReapFunctions.Contracts;
using ReapFunctions.Contracts.References;
using ReapFunctions.Runs;

namespace ReapFunctions.Snapshots;

/// <summary>
/// Gives the rows of a source the columns that they look up in references, and counts. Not safe for use by several threads.
/// </summary>
/// <param name="tables">By source; a reference without a file is not there.</param>
/// <param name="input">What the run reads.</param>
public sealed class ReferenceJoin(IReadOnlyDictionary<string, ReferenceTable> tables, RunInput input)
{
    private readonly List<ReferenceCount> counts = [];

    /// <summary>What was found, by source and column.</summary>
    public IReadOnlyList<ReferenceCount> Counts => ReferenceCount.Sum(counts);

    /// <summary>Rows with the columns of their references behind their own.</summary>
    /// <param name="rows">Clean rows; what they have under the names of those columns is replaced.</param>
    /// <param name="joined">Their contract with what they get from references.</param>
    /// <param name="isElsewhere">Which customers' rows another bucket counts; null for none.</param>
    public Snapshot Add(Snapshot rows, Contract joined, Predicate<string>? isElsewhere = null)
    {
        if (joined.Roles.RefersTo.Count == 0)
            return rows;
        var names = joined.Roles.Joined.ToHashSet(StringComparer.Ordinal);
        var ids = rows[joined.Roles.CustomerId];
        var own = Enumerable.Range(0, rows.Rows).Where(row => isElsewhere?.Invoke(ids.Text(row)!) != true).ToArray();
        return new Snapshot(
            [
                .. rows.Columns.Where(column => !names.Contains(column.Name)),
                .. joined.Roles.RefersTo.SelectMany(key => Columns(rows, own, joined, key.Key, key.Value))],
            rows.Rows);
    }

    /// <param name="own">The rows that are counted.</param>
    private IEnumerable<SnapshotColumn> Columns(
        Snapshot rows, int[] own, Contract joined, string field, ReferenceKey key)
    {
        var keys = rows[field];
        var withKey = own.LongCount(row => !keys.IsMissing(row));
        if (!tables.TryGetValue(key.Source, out var table))
        {
            counts.Add(new(joined.Source, field, key.Source, null, withKey, Unknown: 0));
            return joined.Schema.Fields.Where(column => key.Columns.ContainsKey(column.Name))
                .Select(column => SnapshotColumnBuilder.Missing(column, rows.Rows));
        }
        var found = table.RowsOf(keys);
        counts.Add(new(
            joined.Source, field, key.Source, input.Reference(key.Source)!.File, withKey,
            withKey - own.LongCount(row => found[row] >= 0)));
        return key.Columns.Select(column => table.Take(column.Value, column.Key, found));
    }
}
