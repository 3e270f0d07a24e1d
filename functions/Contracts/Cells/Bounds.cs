namespace ReapFunctions.Contracts.Cells;

/// <summary>The least and the largest value that a column allows, each itself included or not; infinite where there is none.</summary>
internal readonly record struct Bounds(double Least, bool IsLeastOpen, double Most, bool IsMostOpen)
{
    public bool IsBelow(double value) => IsLeastOpen ? value <= Least : value < Least;

    public bool IsAbove(double value) => IsMostOpen ? value >= Most : value > Most;

    public bool Hold(double value) => !IsBelow(value) && !IsAbove(value);

    public bool AreNone => double.IsNegativeInfinity(Least) && double.IsPositiveInfinity(Most);
}
