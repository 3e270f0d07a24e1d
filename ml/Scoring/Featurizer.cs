namespace ReapFunctions.Ml.Scoring;

/// <summary>A raw column that a model reads.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Categories">The categories that the model knows; null for a numeric column.</param>
internal sealed record InputColumn(string Name, string[]? Categories)
{
    public bool IsCategorical => Categories is not null;
}

/// <summary>One entry of the feature vector: the number of a raw column, or 1 for one of its categories and 0 for all
/// others.</summary>
internal readonly record struct Slot(int Input, int Category = -1)
{
    public float ValueOf(float number, int code) => Category < 0 ? number : code == Category ? 1 : 0;
}

/// <summary>The raw columns that a model reads, and the feature vector that it makes of them.</summary>
/// <param name="inputs">The raw columns.</param>
/// <param name="slots">The vector.</param>
/// <param name="features">What contributions are told of; null: the raw columns.</param>
/// <param name="featureOfSlot">By slot: its entry of <paramref name="features"/>; null: its raw column.</param>
internal sealed class Featurizer(InputColumn[] inputs, Slot[] slots, string[]? features = null, int[]? featureOfSlot = null)
{
    public InputColumn[] Inputs { get; } = inputs;

    public Slot[] Slots { get; } = slots;

    public string[] Features { get; } = features ?? Array.ConvertAll(inputs, input => input.Name);

    public int[] FeatureOfSlot { get; } = featureOfSlot ?? Array.ConvertAll(slots, slot => slot.Input);

    /// <summary>One slot per number and one per category, in the order of the columns.</summary>
    public static Featurizer OneHot(InputColumn[] inputs) => new(
        inputs,
        [.. inputs.SelectMany((input, i) => input.Categories is { } known ? known.Select((_, c) => new Slot(i, c))
            : [new Slot(i)])]);

    /// <summary>What of a table does not fit: column and fault, one entry each.</summary>
    public static List<ColumnFault> Check(Dataset data, IEnumerable<InputColumn> inputs)
    {
        var faults = new List<ColumnFault>();
        foreach (var input in inputs)
        {
            if (!data.TryGet(input.Name, out var column))
                faults.Add(new ColumnFault(input.Name, "is missing"));
            else if (column is NumericColumn == input.IsCategorical)
                faults.Add(new ColumnFault(input.Name, $"must be {(input.IsCategorical ? "categorical" : "numeric")}"));
        }
        return faults;
    }

    /// <summary>Throws when a table does not fit.</summary>
    /// <exception cref="ArgumentException">A column is missing or of the wrong kind; all faults are listed.</exception>
    public static void Demand(Dataset data, IEnumerable<InputColumn> inputs)
    {
        ArgumentNullException.ThrowIfNull(data);
        var faults = Check(data, inputs);
        if (faults.Count > 0)
        {
            var all = string.Join(", ", faults.Select(fault => $"'{fault.Column}' {fault.Fault}"));
            throw new ArgumentException(
                $"The table does not fit the model: {all}. Give every column the model was trained on.", nameof(data));
        }
    }

    /// <summary>Finds the raw columns in a table.</summary>
    /// <inheritdoc cref="Demand"/>
    public InputRows Bind(Dataset data)
    {
        Demand(data, Inputs);
        var numbers = new ReadOnlyMemory<float>[Inputs.Length];
        var codes = new ReadOnlyMemory<int>[Inputs.Length];
        var maps = new int[Inputs.Length][];
        for (var i = 0; i < Inputs.Length; i++)
        {
            if (data[Inputs[i].Name] is CategoricalColumn categorical)
                (codes[i], maps[i]) = (categorical.Memory, MapOf(categorical, Inputs[i].Categories!));
            else
                numbers[i] = ((NumericColumn)data[Inputs[i].Name]).Memory;
        }
        return new InputRows(this, data.Rows, numbers, codes, maps);
    }

    private static int[] MapOf(CategoricalColumn column, string[] known)
    {
        var codeOf = CodesOf(known);
        return [.. column.Categories.Select(text => codeOf.GetValueOrDefault(text, -1))];
    }

    public static Dictionary<string, int> CodesOf(string[] categories)
    {
        var codes = new Dictionary<string, int>(categories.Length, StringComparer.Ordinal);
        for (var code = 0; code < categories.Length; code++)
            codes.Add(categories[code], code);
        return codes;
    }
}

/// <summary>A table's columns as a model reads them: numbers, and category codes with their map to the model's own.</summary>
internal sealed class InputRows(
    Featurizer featurizer, int rows, ReadOnlyMemory<float>[] numbers, ReadOnlyMemory<int>[] codes, int[][] maps)
{
    public int Rows => rows;

    public int Slots => featurizer.Slots.Length;

    public ReadOnlySpan<float> Numbers(int input) => numbers[input].Span;

    /// <summary>The codes of an input's categories as the table has them, and the model's code of each; -1 where
    /// unseen.</summary>
    public (ReadOnlyMemory<int> Codes, int[] Map) Codes(int input) => (codes[input], maps[input]);

    /// <summary>Writes a row's feature vector.</summary>
    public void FillSlots(int row, Span<float> slots)
    {
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = featurizer.Slots[i];
            if (slot.Category < 0)
                slots[i] = numbers[slot.Input].Span[row];
            else
                slots[i] = slot.ValueOf(0, codes[slot.Input].Span[row] is var code and >= 0 ? maps[slot.Input][code] : -1);
        }
    }
}
