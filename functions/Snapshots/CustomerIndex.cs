namespace ReapFunctions.Snapshots;

/// <summary>The customers of a bucket by id. Not safe for use by several threads.</summary>
public sealed class CustomerIndex
{
    private readonly Dictionary<string, int> rows = new(StringComparer.Ordinal);

    /// <summary>Nobody yet: customers are those whom details name.</summary>
    public CustomerIndex() => Derives = true;

    /// <param name="ids">The customers of a snapshot, each once.</param>
    public CustomerIndex(SnapshotColumn ids)
    {
        for (var row = 0; row < ids.Rows; row++)
            rows.Add(ids.Text(row)!, row);
    }

    /// <summary>True when a customer that is not known is a new one.</summary>
    public bool Derives { get; }

    public int Count => rows.Count;

    /// <summary>The row of a customer; -1 when not known.</summary>
    public int RowOf(string id) => rows.GetValueOrDefault(id, -1);

    /// <summary>The row of a customer, a new one at the end.</summary>
    public int RowOrNew(string id)
    {
        if (!rows.TryGetValue(id, out var row))
            rows.Add(id, row = rows.Count);
        return row;
    }

    /// <summary>The ids in the order of their rows.</summary>
    public SnapshotColumn ToColumn(string name) =>
        SnapshotColumn.OfText(name, [.. Enumerable.Range(0, rows.Count)], [.. rows.Keys]);
}
