namespace ReapFunctions.Ml.Data;

/// <summary>One named column of a <see cref="Dataset"/>: a <see cref="NumericColumn"/> or a <see cref="CategoricalColumn"/>.</summary>
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
}
