namespace ReapFunctions.Scorecards.Proof;

/// <summary>An estimate with its 95 % confidence interval.</summary>
public sealed record Interval(double Estimate, double Low, double High)
{
    /// <summary>Zero is not within it.</summary>
    public bool Significant => Low > 0 || High < 0;

    /// <summary>The interval of a multiple.</summary>
    /// <param name="factor">Above 0.</param>
    internal Interval Times(double factor) => Rounded(Estimate * factor, Low * factor, High * factor);

    /// <summary>The interval of what can be no more and no less.</summary>
    internal Interval Within(double least, double most) =>
        new(Math.Clamp(Estimate, least, most), Math.Clamp(Low, least, most), Math.Clamp(High, least, most));

    internal static Interval Rounded(double estimate, double low, double high) =>
        new(Math.Round(estimate, 6), Math.Round(low, 6), Math.Round(high, 6));
}
