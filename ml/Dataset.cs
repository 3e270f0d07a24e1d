using System.Diagnostics.CodeAnalysis;

namespace ReapFunctions.Ml;

/// <summary>A table, column by column: row i of every column is the same case. Immutable; safe for use by several
/// threads.</summary>
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

    /// <summary>The rows of all tables, one below the other.</summary>
    /// <param name="tables">One or more, of the same columns.</param>
    /// <exception cref="ArgumentException">A table lacks a column of the first, or has it of another kind.</exception>
    public static Dataset Concat(IReadOnlyList<Dataset> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        return new Dataset(
            [.. tables[0].Columns.Select(column => column.Concat([.. tables.Select(table => table[column.Name])]))],
            tables.Sum(table => table.Rows));
    }

    /// <summary>The same table without the named columns; names that it does not have are ignored.</summary>
    public Dataset Without(IEnumerable<string> names)
    {
        var left = names.ToHashSet(StringComparer.Ordinal);
        return new Dataset([.. Columns.Where(column => !left.Contains(column.Name))], Rows);
    }
}

/// <summary>One named column of a <see cref="Dataset"/>: a <see cref="NumericColumn"/> or a <see
/// cref="CategoricalColumn"/>.</summary>
public abstract class Column
{
    private protected Column(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>The column's name, unique within its data set (ordinal comparison).</summary>
    public string Name { get; }

    /// <summary>Number of rows.</summary>
    public abstract int Rows { get; }

    /// <summary>A new column holding the given rows, in the given order.</summary>
    internal abstract Column Select(ReadOnlySpan<int> rows);

    /// <summary>A new column holding the rows of all, this one among them.</summary>
    internal abstract Column Concat(Column[] all);

    private protected T[] SameKind<T>(Column[] all) where T : Column => Array.ConvertAll(all, column => column as T
        ?? throw new ArgumentException($"Column '{Name}' holds numbers in one table and categories in another.", nameof(all)));
}

/// <summary>Numbers as float32, which is also the precision that models compare in. NaN means missing.</summary>
/// <remarks>The array is taken over, not copied: do not change it afterwards. Safe for use by several threads.</remarks>
public sealed class NumericColumn : Column
{
    private readonly float[] values;

    /// <param name="name">The column's name.</param>
    /// <param name="values">One value per row; NaN where missing.</param>
    public NumericColumn(string name, float[] values) : base(name)
    {
        ArgumentNullException.ThrowIfNull(values);
        this.values = values;
    }

    /// <inheritdoc/>
    public override int Rows => values.Length;

    /// <summary>One value per row; NaN where missing.</summary>
    public ReadOnlySpan<float> Values => values;

    internal ReadOnlyMemory<float> Memory => values;

    internal override NumericColumn Select(ReadOnlySpan<int> rows)
    {
        var selected = new float[rows.Length];
        for (var i = 0; i < selected.Length; i++)
            selected[i] = values[rows[i]];
        return new NumericColumn(Name, selected);
    }

    internal override NumericColumn Concat(Column[] all) =>
        new(Name, [.. SameKind<NumericColumn>(all).SelectMany(column => column.values)]);
}

/// <summary>Categories as codes into a list of texts, so that no string is kept per row. Code -1 means missing.</summary>
/// <remarks>The arrays are taken over, not copied: do not change them afterwards. Safe for use by several threads.</remarks>
public sealed class CategoricalColumn : Column
{
    private readonly int[] codes;
    private readonly string[] categories;

    /// <param name="name">The column's name.</param>
    /// <param name="codes">One code per row: an index into <paramref name="categories"/>, or -1 where missing.</param>
    /// <param name="categories">The texts by code: distinct and not empty. Models map them by text (exact,
    /// case-sensitive).</param>
    /// <exception cref="ArgumentException">A code out of range; an empty or repeated text.</exception>
    public CategoricalColumn(string name, int[] codes, string[] categories) : base(name)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(categories);
        Check(name, codes, categories);
        this.codes = codes;
        this.categories = categories;
    }

    /// <inheritdoc/>
    public override int Rows => codes.Length;

    /// <summary>One code per row; -1 where missing.</summary>
    public ReadOnlySpan<int> Codes => codes;

    /// <summary>The texts by code.</summary>
    public IReadOnlyList<string> Categories => categories;

    internal ReadOnlyMemory<int> Memory => codes;

    /// <summary>Builds a column from one text per row; null and empty are missing. Codes are given in order of first
    /// use.</summary>
    public static CategoricalColumn FromTexts(string name, IEnumerable<string?> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var byText = new Dictionary<string, int>(StringComparer.Ordinal);
        var codes = new List<int>();
        foreach (var text in texts)
        {
            var code = -1;
            if (!string.IsNullOrEmpty(text) && !byText.TryGetValue(text, out code))
                byText.Add(text, code = byText.Count);
            codes.Add(code);
        }
        return new CategoricalColumn(name, [.. codes], [.. byText.Keys]);
    }

    internal override CategoricalColumn Select(ReadOnlySpan<int> rows)
    {
        var selected = new int[rows.Length];
        for (var i = 0; i < selected.Length; i++)
            selected[i] = codes[rows[i]];
        return new CategoricalColumn(Name, selected, categories);
    }

    internal override CategoricalColumn Concat(Column[] all) => FromTexts(
        Name, SameKind<CategoricalColumn>(all).SelectMany(
            column => column.codes.Select(code => code < 0 ? null : column.categories[code])));

    private static void Check(string name, int[] codes, string[] categories)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var category in categories)
        {
            if (string.IsNullOrEmpty(category))
                throw new ArgumentException($"Column '{name}' has an empty category text. Give missing values the code -1.",
                    nameof(categories));
            if (!seen.Add(category))
                throw new ArgumentException($"Column '{name}' has the category '{category}' twice. Give equal texts one code.",
                    nameof(categories));
        }
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] < -1 || codes[row] >= categories.Length)
                throw new ArgumentException(
                    $"Column '{name}' has code {codes[row]} at row {row}, but {categories.Length} categories. "
                        + "Use -1 for missing.", nameof(codes));
        }
    }
}
