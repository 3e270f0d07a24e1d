using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>The columns of a pipeline while it is read: each is a list of slots over raw columns, or keys over one.</summary>
internal sealed class PipelineColumns
{
    private readonly List<string> inputs = [];
    private readonly Dictionary<string, List<string>> categories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Slot[]> vectors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Slot[]> keys = new(StringComparer.Ordinal);

    /// <summary>The slots of a column; a name that no step made is a raw numeric column.</summary>
    public Slot[] this[string name]
    {
        get => vectors.TryGetValue(name, out var slots)
            ? slots
            : vectors[name] = [Slot.OfNumber(Numeric(name))];
        set => vectors[name] = value;
    }

    /// <summary>The vector that a key column becomes, one slot per key.</summary>
    public Slot[] Keys(string name) =>
        keys.TryGetValue(name, out var slots)
            ? slots
            : throw new ModelFileException($"Column '{name}' is used as a key, but no step makes keys of it. Save the model with its whole pipeline.");

    /// <summary>Makes keys of a raw text column.</summary>
    public void AddTextKeys(string output, string input, string[] terms)
    {
        if (!inputs.Contains(input))
            inputs.Add(input);
        else if (!categories.ContainsKey(input))
            throw new ModelFileException($"Column '{input}' is used both as text and as a number. Give it two names in the pipeline.");
        if (!categories.TryGetValue(input, out var known))
            categories.Add(input, known = []);
        var index = inputs.IndexOf(input);
        keys[output] = [.. terms.Select(term => Slot.OfCategory(index, Code(known, term)))];
    }

    /// <summary>Makes keys of a numeric column.</summary>
    public void AddNumberKeys(string output, string input, float[] terms)
    {
        if (this[input] is not [{ Source: SlotSource.Number, Steps: [] } slot])
            throw new ModelFileException($"Column '{input}' is encoded by value after other steps. Encode the raw column instead.");
        keys[output] = [.. terms.Select(term => slot with { Source = SlotSource.EqualsNumber, Number = term })];
    }

    /// <summary>The raw columns that the vector takes from, in its order, and its slots.</summary>
    public Featurizer Featurizer(string features)
    {
        var slots = this[features];
        int[] order = [.. slots.Select(slot => slot.Input).Distinct()];
        return new Featurizer(
            [.. order.Select(input => new InputColumn(inputs[input], categories.GetValueOrDefault(inputs[input])?.ToArray()))],
            [.. slots.Select(slot => slot with { Input = Array.IndexOf(order, slot.Input) })]);
    }

    private static int Code(List<string> known, string term)
    {
        var code = known.IndexOf(term);
        if (code < 0)
        {
            code = known.Count;
            known.Add(term);
        }
        return code;
    }

    private int Numeric(string name)
    {
        if (categories.ContainsKey(name))
            throw new ModelFileException($"Column '{name}' is used both as text and as a number. Give it two names in the pipeline.");
        if (!inputs.Contains(name))
            inputs.Add(name);
        return inputs.IndexOf(name);
    }
}
