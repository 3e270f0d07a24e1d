using System.Diagnostics.CodeAnalysis;

namespace ReapFunctions.Snapshots;

/// <summary>
/// Clean customers, column by column: what models score and what value, risk and offers are worked out from. Row i of every
/// column is the same customer. Immutable; safe for use by several threads.
/// </summary>
public sealed class Snapshot
{
    private readonly Dictionary<string, SnapshotColumn> byName;

    /// <exception cref="ArgumentException">Columns of different lengths, or two of one name.</exception>
    public Snapshot(IReadOnlyList<SnapshotColumn> columns, int rows)
    {
        if (columns.FirstOrDefault(column => column.Rows != rows) is { } odd)
            throw new ArgumentException($"Column '{odd.Name}' has {odd.Rows} rows, the snapshot {rows}.", nameof(columns));
        Columns = columns;
        Rows = rows;
        byName = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
    }

    public int Rows { get; }

    public IReadOnlyList<SnapshotColumn> Columns { get; }

    /// <exception cref="KeyNotFoundException">No such column.</exception>
    public SnapshotColumn this[string name] =>
        byName.TryGetValue(name, out var column)
            ? column
            : throw new KeyNotFoundException($"The snapshot has no column '{name}'. It has: {string.Join(", ", byName.Keys)}.");

    public bool TryGet(string name, [NotNullWhen(true)] out SnapshotColumn? column) => byName.TryGetValue(name, out column);

    /// <summary>Some of the rows, in the order given.</summary>
    public Snapshot Select(int[] rows) => new([.. Columns.Select(column => column.Select(rows))], rows.Length);

    /// <summary>The rows of all parts, in order. The parts have the same columns.</summary>
    /// <exception cref="ArgumentException">No part.</exception>
    /// <exception cref="KeyNotFoundException">A part lacks a column of the first.</exception>
    public static Snapshot Concat(IReadOnlyList<Snapshot> parts)
    {
        if (parts.Count == 0)
            throw new ArgumentException("A snapshot needs at least one part.", nameof(parts));
        return parts.Count == 1
            ? parts[0]
            : new Snapshot(
                [.. parts[0].Columns.Select(first => SnapshotColumn.Concat([.. parts.Select(part => part[first.Name])]))],
                parts.Sum(part => part.Rows));
    }
}
