namespace ReapFunctions.Ml.Models;

/// <summary>One entry of the feature vector: what it takes from which raw column, and what is then done to it.</summary>
/// <param name="Input">Index of the raw column.</param>
/// <param name="Source">What is read from it.</param>
/// <param name="Category">For <see cref="SlotSource.Category"/>: the category that gives 1.</param>
/// <param name="Number">For <see cref="SlotSource.EqualsNumber"/>: the number that gives 1.</param>
/// <param name="Steps">Applied in order.</param>
internal sealed record Slot(int Input, SlotSource Source, int Category, float Number, SlotStep[] Steps)
{
    public static Slot OfNumber(int input) => new(input, SlotSource.Number, -1, 0, []);

    public static Slot OfCategory(int input, int category) => new(input, SlotSource.Category, category, 0, []);

    public Slot With(SlotStep step) => this with { Steps = [.. Steps, step] };

    public float Of(float number, int code)
    {
        var value = Source switch
        {
            SlotSource.Number => number,
            SlotSource.Category => code == Category ? 1f : 0f,
            _ => number == Number ? 1f : 0f,
        };
        foreach (var step in Steps)
            value = step.Apply(value);
        return value;
    }
}
