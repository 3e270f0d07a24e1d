namespace ReapFunctions.Contracts.Cells;

/// <summary>
/// The least and the largest value that a column allows, each itself included or not; infinite where there is none.
/// </summary>
internal readonly record struct Bounds(double Min, bool IsMinOpen, double Max, bool IsMaxOpen)
{
    public bool IsBelow(double value) => IsMinOpen ? value <= Min : value < Min;

    public bool IsAbove(double value) => IsMaxOpen ? value >= Max : value > Max;

    public bool Hold(double value) => !IsBelow(value) && !IsAbove(value);

    public bool AreNone => double.IsNegativeInfinity(Min) && double.IsPositiveInfinity(Max);
}
