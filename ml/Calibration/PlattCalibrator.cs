namespace ReapFunctions.Ml.Calibration;

/// <summary>p = 1 / (1 + exp(slope * score + offset)), in double from the float score (Platt 1999).</summary>
internal sealed class PlattCalibrator(double slope, double offset) : Calibrator
{
    /// <summary>The score taken as log-odds.</summary>
    public static PlattCalibrator Identity { get; } = new(-1, 0);

    public double Slope => slope;

    public double Offset => offset;

    public override float Probability(float score) => (float)(1 / (1 + Math.Exp((slope * score) + offset)));
}
