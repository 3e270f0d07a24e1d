namespace ReapFunctions.Ml.Models;

/// <summary>The effect of the first step whose upper bound is at least the value; NaN takes the first step.</summary>
internal sealed record StepFunction(int Slot, double[] UpperBounds, double[] Effects)
{
    public double Of(float value)
    {
        if (float.IsNaN(value))
            return Effects[0];
        var step = Array.BinarySearch(UpperBounds, value);
        step = step >= 0 ? step : ~step;
        return Effects[Math.Min(step, Effects.Length - 1)];
    }
}
