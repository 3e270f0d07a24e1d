namespace ReapFunctions.Ml.Calibration;

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
    private const float Least = 1e-15f;
    private const float Most = 1 - Least;

    public (float Low, float High, float Value)[] Pieces => pieces;

    public override float Probability(float score) => float.IsNaN(score) ? score : Math.Clamp(Interpolate(score), Least, Most);

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
