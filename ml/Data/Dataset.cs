using System.Diagnostics.CodeAnalysis;

namespace ReapFunctions.Ml.Data;

/// <summary>A table, column by column: row i of every column is the same case. Immutable; safe for use by several threads.</summary>
public sealed class Dataset
{
    private readonly Dictionary<string, Column> byName;

    /// <param name="columns">Columns of equal length and distinct names.</param>
    /// <param name="rows">Their length (a table without columns has rows too).</param>
    /// <exception cref="ArgumentException">Columns of different lengths, or two of one name.</exception>
    public Dataset(IReadOnlyList<Column> columns, int rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        byName = new Dictionary<string, Column>(columns.Count, StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (column.Rows != rows)
                throw new ArgumentException($"Column '{column.Name}' has {column.Rows} rows, the table {rows}.", nameof(columns));
            if (!byName.TryAdd(column.Name, column))
                throw new ArgumentException($"Two columns are called '{column.Name}'.", nameof(columns));
        }
        Columns = columns;
        Rows = rows;
    }

    /// <summary>A table of the given columns.</summary>
    public Dataset(params Column[] columns) : this(columns, columns is [var first, ..] ? first.Rows : 0)
    {
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>The columns, in the order given.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <exception cref="KeyNotFoundException">No such column.</exception>
    public Column this[string name] =>
        byName.TryGetValue(name, out var column)
            ? column
            : throw new KeyNotFoundException($"The table has no column '{name}'. It has: {string.Join(", ", byName.Keys)}.");

    /// <summary>The column of that name, when there is one.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Column? column) => byName.TryGetValue(name, out column);

    /// <summary>A new table holding the given rows, in the given order.</summary>
    public Dataset Select(ReadOnlySpan<int> rows)
    {
        var selected = new Column[Columns.Count];
        for (var i = 0; i < selected.Length; i++)
            selected[i] = Columns[i].Select(rows);
        return new Dataset(selected, rows.Length);
    }

    /// <summary>The same table without the named columns; names that it does not have are ignored.</summary>
    public Dataset Without(IEnumerable<string> names)
    {
        var left = names.ToHashSet(StringComparer.Ordinal);
        return new Dataset([.. Columns.Where(column => !left.Contains(column.Name))], Rows);
    }
}
