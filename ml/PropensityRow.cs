using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml;

/// <summary>One case to score: make it once with <see cref="PropensityModel.NewRow"/>, fill and score it as often as needed;
/// nothing is allocated. Every value starts missing. Not for use by several threads at once.</summary>
public sealed class PropensityRow
{
    private readonly InputColumn[] inputs;
    private readonly float[] numbers;
    private readonly string?[] texts;
    private readonly Dictionary<string, int>?[] codes;
    private readonly CellColumn[] columns;

    /// <summary>By input: where its columns of cells lie.</summary>
    private readonly int[][] columnsOf;

    internal PropensityRow(PropensityModel model, InputColumn[] inputs)
    {
        this.inputs = inputs;
        numbers = new float[inputs.Length];
        texts = new string?[inputs.Length];
        codes = Array.ConvertAll(inputs, input => input.Categories is { } known ? Featurizer.CodesOf(known) : null);
        columns = model.Path == ScoringPath.Direct ? model.Trees!.Columns : [];
        columnsOf = [.. inputs.Select((_, i) => Enumerable.Range(0, columns.Length).Where(c => columns[c].Input == i).ToArray())];
        Cells = new ushort[columns.Length];
        Clear();
    }

    internal ushort[] Cells { get; }

    /// <summary>Makes every value missing again.</summary>
    public void Clear()
    {
        for (var feature = 0; feature < inputs.Length; feature++)
        {
            if (inputs[feature].IsCategorical)
                Set(feature, null);
            else
                Set(feature, float.NaN);
        }
    }

    /// <summary>Sets a numeric column.</summary>
    /// <param name="feature">Its index in <see cref="PropensityModel.Columns"/>.</param>
    /// <param name="value">Its value; NaN where missing.</param>
    /// <exception cref="ArgumentException">The column is categorical.</exception>
    public void Set(int feature, float value)
    {
        if (inputs[feature].IsCategorical)
            throw new ArgumentException($"Feature '{inputs[feature].Name}' is categorical: set a text.", nameof(value));
        numbers[feature] = value;
        foreach (var column in columnsOf[feature])
        {
            // One search serves both columns of a number; missing, the highest cell, becomes 0.
            Cells[column] = columns[column].Unshifted is var other and >= 0 ? (ushort)(Cells[other] + 1)
                : columns[column].CellOf(value);
        }
    }

    /// <summary>Sets a categorical column.</summary>
    /// <param name="feature">Its index in <see cref="PropensityModel.Columns"/>.</param>
    /// <param name="category">Its text; null, empty or unseen counts as missing.</param>
    /// <exception cref="ArgumentException">The column is numeric.</exception>
    public void Set(int feature, string? category)
    {
        if (codes[feature] is not { } known)
            throw new ArgumentException($"Feature '{inputs[feature].Name}' is numeric: set a number.", nameof(category));
        texts[feature] = category;
        var code = category is not null && known.TryGetValue(category, out var found) ? found : -1;
        foreach (var column in columnsOf[feature])
            Cells[column] = columns[column].CellOf(code);
    }

    internal Dataset ToDataset() => new(
        [.. inputs.Select((input, i) => input.IsCategorical
            ? (Column)CategoricalColumn.FromTexts(input.Name, [texts[i]])
            : new NumericColumn(input.Name, [numbers[i]]))], 1);
}
