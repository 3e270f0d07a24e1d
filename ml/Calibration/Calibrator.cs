namespace ReapFunctions.Ml.Calibration;

/// <summary>Turns raw scores into probabilities. Immutable; safe for use by several threads.</summary>
internal abstract class Calibrator
{
    public abstract float Probability(float score);
}
