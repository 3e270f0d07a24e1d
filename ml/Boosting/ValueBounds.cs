namespace ReapFunctions.Ml.Boosting;

/// <summary>Bounds that monotone constraints put on the values below a node.</summary>
internal readonly record struct ValueBounds(double Lower, double Upper)
{
    public static ValueBounds None => new(double.NegativeInfinity, double.PositiveInfinity);

    public double Clip(double value) => Math.Clamp(value, Lower, Upper);
}
