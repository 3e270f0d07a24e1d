using ReapFunctions.Contracts;

namespace ReapFunctions.Snapshots;

/// <summary>The rows of one reference by their key. Immutable; safe for use by several threads.</summary>
public sealed class ReferenceTable
{
    private readonly Snapshot rows;
    private readonly Dictionary<string, int> rowOf = new(StringComparer.Ordinal);

    /// <param name="rows">Clean rows; one without a key is no one's.</param>
    public ReferenceTable(Snapshot rows, string key)
    {
        this.rows = rows;
        var keys = rows[key];
        for (var row = 0; row < rows.Rows; row++)
        {
            if (keys.Value(row) is { } value)
                rowOf.TryAdd(value, row);
        }
    }

    /// <summary>By row of a column of keys: the row here; -1 for a key that is missing or not known.</summary>
    public int[] RowsOf(SnapshotColumn keys)
    {
        if (keys.Kind == ColumnKind.Text)
        {
            var byCode = keys.Texts.Select(text => rowOf.GetValueOrDefault(text, -1)).ToArray();
            return [.. Enumerable.Range(0, keys.Rows).Select(row => keys.Codes[row] is var code and >= 0 ? byCode[code] : -1)];
        }
        return [.. Enumerable.Range(0, keys.Rows)
            .Select(row => keys.Value(row) is { } key ? rowOf.GetValueOrDefault(key, -1) : -1)];
    }

    /// <summary>A column of the reference, a value for each of some rows.</summary>
    /// <param name="found">See <see cref="RowsOf"/>.</param>
    public SnapshotColumn Take(string column, string name, int[] found) => rows[column].Take(name, found);
}
