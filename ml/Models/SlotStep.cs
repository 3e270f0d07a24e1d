namespace ReapFunctions.Ml.Models;

/// <summary>What is done to a slot's value.</summary>
/// <param name="Kind">Which step.</param>
/// <param name="A">The replacement, or the offset that is taken off.</param>
/// <param name="B">The scale that is multiplied with.</param>
internal readonly record struct SlotStep(SlotStepKind Kind, float A, float B)
{
    public static SlotStep ReplaceMissing(float value) => new(SlotStepKind.ReplaceMissing, value, 0);

    public static SlotStep IsMissing => new(SlotStepKind.IsMissing, 0, 0);

    public static SlotStep Affine(float offset, float scale) => new(SlotStepKind.Affine, offset, scale);

    public float Apply(float value) => Kind switch
    {
        SlotStepKind.ReplaceMissing => float.IsNaN(value) ? A : value,
        SlotStepKind.IsMissing => float.IsNaN(value) ? 1 : 0,
        _ => (value - A) * B,
    };
}
