namespace ReapFunctions.Ml.Models;

/// <summary>Bias plus weighted slots.</summary>
/// <remarks>
/// Sums in float32 in the order of ML.NET's vector code, so that scores near zero agree too: the slots that are not zero are
/// dealt to eight lanes, the lanes are added pairwise; then four, then single slots.
/// </remarks>
internal sealed class LinearModel(float bias, float[] weights) : Predictor
{
    private const int Lanes = 8;
    private const int HalfLanes = 4;

    public float Bias => bias;

    public float[] Weights => weights;

    /// <summary>The mean of every slot over the training rows, which contributions are measured from; null when unknown.</summary>
    public float[]? Means { get; init; }

    public override float Score(ReadOnlySpan<float> slots)
    {
        Span<int> filled = slots.Length <= 512 ? stackalloc int[slots.Length] : new int[slots.Length];
        var count = 0;
        for (var slot = 0; slot < slots.Length; slot++)
        {
            // NaN is not zero: it stays and makes the score NaN.
            if (slots[slot] != 0)
                filled[count++] = slot;
        }
        return bias + Dot(slots, filled[..count]);
    }

    private float Dot(ReadOnlySpan<float> slots, ReadOnlySpan<int> filled)
    {
        Span<float> lanes = stackalloc float[Lanes];
        lanes.Clear();
        var at = 0;
        for (; at + Lanes <= filled.Length; at += Lanes)
        {
            for (var lane = 0; lane < Lanes; lane++)
                lanes[lane] = MathF.FusedMultiplyAdd(weights[filled[at + lane]], slots[filled[at + lane]], lanes[lane]);
        }
        var eights = Sum(lanes[..HalfLanes]) + Sum(lanes[HalfLanes..]);
        var rest = 0f;
        if (at + HalfLanes <= filled.Length)
        {
            for (var lane = 0; lane < HalfLanes; lane++)
                lanes[lane] = weights[filled[at + lane]] * slots[filled[at + lane]];
            rest = Sum(lanes[..HalfLanes]);
            at += HalfLanes;
        }
        for (; at < filled.Length; at++)
            rest += weights[filled[at]] * slots[filled[at]];
        return rest + eights;
    }

    private static float Sum(ReadOnlySpan<float> four) => four[0] + four[1] + (four[2] + four[3]);
}
