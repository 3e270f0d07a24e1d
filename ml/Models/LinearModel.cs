namespace ReapFunctions.Ml.Models;

/// <summary>Bias plus weighted slots.</summary>
internal sealed class LinearModel(float bias, float[] weights) : Predictor
{
    public float Bias => bias;

    public float[] Weights => weights;

    public override float Score(ReadOnlySpan<float> slots)
    {
        double sum = bias;
        for (var i = 0; i < weights.Length; i++)
            sum += (double)weights[i] * slots[i];
        return (float)sum;
    }
}
