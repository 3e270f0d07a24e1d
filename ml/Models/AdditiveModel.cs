namespace ReapFunctions.Ml.Models;

/// <summary>A generalized additive model: a step function per slot.</summary>
/// <param name="bias">Added to every score.</param>
/// <param name="functions">The step functions.</param>
internal sealed class AdditiveModel(double bias, StepFunction[] functions) : Predictor
{
    public double Bias => bias;

    public StepFunction[] Functions => functions;

    /// <summary>The mean effect of every raw column over reference rows; null when unknown.</summary>
    public double[]? Means { get; init; }

    public override float Score(ReadOnlySpan<float> slots)
    {
        var sum = bias;
        foreach (var function in functions)
            sum += function.Of(slots[function.Slot]);
        return (float)sum;
    }
}
