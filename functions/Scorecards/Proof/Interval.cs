namespace ReapFunctions.Scorecards.Proof;

/// <summary>An estimate with its 95 % confidence interval.</summary>
public sealed record Interval(double Estimate, double Low, double High)
{
    /// <summary>Zero is not within it.</summary>
    public bool Significant => Low > 0 || High < 0;
}
