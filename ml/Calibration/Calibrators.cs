namespace ReapFunctions.Ml.Calibration;

/// <summary>Turns raw scores into probabilities. Immutable; safe for use by several threads.</summary>
internal abstract class Calibrator
{
    public abstract float Probability(float score);
}

/// <summary>p = 1 / (1 + exp(slope * score + offset)), in double from the float score (Platt 1999).</summary>
internal sealed class PlattCalibrator(double slope, double offset) : Calibrator
{
    /// <summary>The score taken as log-odds.</summary>
    public static PlattCalibrator Identity { get; } = new(-1, 0);

    public double Slope => slope;

    public double Offset => offset;

    public override float Probability(float score) => (float)(1 / (1 + Math.Exp((slope * score) + offset)));
}

/// <summary>
/// A rising step function with straight lines between its steps, as ML.NET's PAV calibrator:
/// <code>
///   within [low, high] of a piece: its value      between two pieces: linear      outside: the first or last value
/// </code>
/// The result stays within [1e-15, 1 - 1e-15].
/// </summary>
/// <param name="pieces">By rising score; values rise too.</param>
internal sealed class IsotonicCalibrator((float Low, float High, float Value)[] pieces) : Calibrator
{
    private const float Min = 1e-15f;
    private const float Max = 1 - Min;

    public (float Low, float High, float Value)[] Pieces => pieces;

    public override float Probability(float score) => float.IsNaN(score) ? score : Math.Clamp(Interpolate(score), Min, Max);

    private float Interpolate(float score)
    {
        var at = FirstEndingAtOrAbove(score);
        if (at == pieces.Length)
            return pieces[^1].Value;
        var (low, _, value) = pieces[at];
        if (score >= low || at == 0)
            return value;
        var (_, before, lower) = pieces[at - 1];
        return lower + ((value - lower) * (score - before) / (low - before));
    }

    private int FirstEndingAtOrAbove(float score)
    {
        var (from, to) = (0, pieces.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = pieces[middle].High >= score ? (from, middle) : (middle + 1, to);
        }
        return from;
    }
}
