namespace ReapFunctions.Ml.Data;

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
}
