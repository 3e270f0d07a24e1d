namespace ReapFunctions.Ml.Models;

/// <summary>One case to score: make it once with <see cref="PropensityModel.NewRow"/>, fill and score it as often as needed; nothing is
/// allocated. Every value starts missing. Not for use by several threads at once.</summary>
public sealed class PropensityRow
{
    private readonly Featurizer featurizer;
    private readonly Dictionary<string, int>?[] codes;
    private readonly int[] firstSlot;

    internal PropensityRow(Featurizer featurizer, Dictionary<string, int>?[] codes)
    {
        this.featurizer = featurizer;
        this.codes = codes;
        Slots = new float[featurizer.Slots.Length];
        SlotsByInput = [.. featurizer.Slots.Select((slot, index) => (slot.Input, index)).OrderBy(pair => pair.Input).ThenBy(pair => pair.index).Select(pair => pair.index)];
        firstSlot = new int[featurizer.Inputs.Length + 1];
        foreach (var slot in featurizer.Slots)
            firstSlot[slot.Input + 1]++;
        for (var input = 0; input < featurizer.Inputs.Length; input++)
            firstSlot[input + 1] += firstSlot[input];
        Clear();
    }

    internal float[] Slots { get; }

    private int[] SlotsByInput { get; }

    /// <summary>Makes every value missing again.</summary>
    public void Clear()
    {
        for (var input = 0; input < featurizer.Inputs.Length; input++)
            Fill(input, float.NaN, -1);
    }

    /// <summary>Sets a numeric feature.</summary>
    /// <param name="feature">Its index in <see cref="PropensityModel.Features"/>.</param>
    /// <param name="value">Its value; NaN where missing.</param>
    /// <exception cref="ArgumentException">The feature is categorical.</exception>
    public void Set(int feature, float value)
    {
        if (codes[feature] is not null)
            throw new ArgumentException($"Feature '{featurizer.Inputs[feature].Name}' is categorical: set a text.", nameof(value));
        Fill(feature, value, -1);
    }

    /// <summary>Sets a categorical feature.</summary>
    /// <param name="feature">Its index in <see cref="PropensityModel.Features"/>.</param>
    /// <param name="category">Its text; null, empty or unseen counts as missing.</param>
    /// <exception cref="ArgumentException">The feature is numeric.</exception>
    public void Set(int feature, string? category)
    {
        if (codes[feature] is not { } known)
            throw new ArgumentException($"Feature '{featurizer.Inputs[feature].Name}' is numeric: set a number.", nameof(category));
        Fill(feature, float.NaN, category is not null && known.TryGetValue(category, out var code) ? code : -1);
    }

    private void Fill(int input, float number, int code)
    {
        for (var i = firstSlot[input]; i < firstSlot[input + 1]; i++)
            Slots[SlotsByInput[i]] = featurizer.Slots[SlotsByInput[i]].Of(number, code);
    }
}
