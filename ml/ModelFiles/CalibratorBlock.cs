using ReapFunctions.Ml.Calibration;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>The model blocks of ML.NET's calibrators.</summary>
internal static class CalibratorBlock
{
    public static PlattCalibrator ReadPlatt(ComponentReader reader)
    {
        var (slope, offset) = (reader.Double(), reader.Double());
        return double.IsFinite(slope) && double.IsFinite(offset)
            ? new PlattCalibrator(slope, offset)
            : throw reader.Fault("has a slope or offset that is not finite");
    }

    public static IsotonicCalibrator ReadIsotonic(ComponentReader reader)
    {
        if (reader.Int() != sizeof(float))
            throw reader.Fault("does not hold 4-byte numbers");
        var pieces = new (float Low, float High, float Value)[reader.Count(3 * sizeof(float))];
        if (pieces.Length == 0)
            throw reader.Fault("has no steps");
        for (var i = 0; i < pieces.Length; i++)
        {
            pieces[i] = (reader.Float(), reader.Float(), reader.Float());
            var before = i == 0 ? (High: float.NegativeInfinity, Value: -1f) : (pieces[i - 1].High, pieces[i - 1].Value);
            if (!(pieces[i].Low <= pieces[i].High && pieces[i].High > before.High && pieces[i].Value > before.Value && pieces[i].Value <= 1))
                throw reader.Fault($"has step {i} out of order");
        }
        return new IsotonicCalibrator(pieces);
    }
}
