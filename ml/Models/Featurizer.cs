using ReapFunctions.Ml.Data;

namespace ReapFunctions.Ml.Models;

/// <summary>The raw columns that a model reads and the feature vector that it makes of them.</summary>
internal sealed class Featurizer(InputColumn[] inputs, Slot[] slots)
{
    public InputColumn[] Inputs { get; } = inputs;

    public Slot[] Slots { get; } = slots;

    /// <summary>One slot per number and one per category, in the order of the columns.</summary>
    public static Featurizer OneHot(InputColumn[] inputs)
    {
        var slots = new List<Slot>();
        for (var input = 0; input < inputs.Length; input++)
        {
            if (inputs[input].Categories is not { } categories)
                slots.Add(Slot.OfNumber(input));
            else
                slots.AddRange(categories.Select((_, category) => Slot.OfCategory(input, category)));
        }
        return new Featurizer(inputs, [.. slots]);
    }

    /// <summary>Finds the raw columns in a table.</summary>
    /// <exception cref="ArgumentException">A column is missing or of the wrong kind; all faults are listed.</exception>
    public InputRows Bind(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        List<string> faults = [];
        var numbers = new ReadOnlyMemory<float>[Inputs.Length];
        var codes = new ReadOnlyMemory<int>[Inputs.Length];
        var maps = new int[Inputs.Length][];
        for (var i = 0; i < Inputs.Length; i++)
        {
            var input = Inputs[i];
            if (!data.TryGet(input.Name, out var column))
                faults.Add($"'{input.Name}' is missing");
            else if (column is NumericColumn numeric && !input.IsCategorical)
                numbers[i] = numeric.Memory;
            else if (column is CategoricalColumn categorical && input.IsCategorical)
                (codes[i], maps[i]) = (categorical.Memory, MapOf(categorical, input.Categories!));
            else
                faults.Add($"'{input.Name}' must be {(input.IsCategorical ? "categorical" : "numeric")}");
        }
        if (faults.Count > 0)
            throw new ArgumentException($"The table does not fit the model: {string.Join(", ", faults)}. Give every column the model was trained on.", nameof(data));
        return new InputRows(this, data.Rows, numbers, codes, maps);
    }

    private static int[] MapOf(CategoricalColumn column, string[] known)
    {
        var codeOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var code = 0; code < known.Length; code++)
            codeOf.Add(known[code], code);
        return [.. column.Categories.Select(text => codeOf.GetValueOrDefault(text, -1))];
    }
}
