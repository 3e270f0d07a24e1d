namespace ReapFunctions.Risk;

/// <summary>A risk band and the propensity it starts at.</summary>
public sealed record RiskBand(string Name, double From);

/// <summary>
/// Who is at risk and what it is worth to keep them: <c>risk.json</c>, of a portfolio with a target of kind churn alone.
/// </summary>
public sealed record RiskOptions
{
    public const string File = "risk.json";

    /// <summary>The band of a customer of whom no risk is known, as there is no model; no other may be called so.</summary>
    public const string Unknown = "unknown";

    /// <summary>The target whose propensity is the risk; null (default) for the one of kind churn.</summary>
    public string? Target { get; init; }

    /// <summary>Bands from the highest to the lowest; the last starts at 0.</summary>
    public required IReadOnlyList<RiskBand> Bands { get; init; }

    /// <summary>The band of who is no longer a customer; default <c>lapsed</c>.</summary>
    public string Lapsed { get; init; } = "lapsed";

    /// <summary>Reasons said per customer; default 3.</summary>
    public int Reasons { get; init; } = 3;

    /// <summary>A change of the propensity since the night before that is worth saying; 0 to 1, default 0.03.</summary>
    public double MovedBy { get; init; } = 0.03;

    /// <summary>
    /// Share of the value at risk that a retention offer is expected to save; what that saves is the most worth spending to
    /// keep the customer. 0 to 1, default 0.25.
    /// </summary>
    public double SavedShare { get; init; } = 0.25;
}
