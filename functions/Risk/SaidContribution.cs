namespace ReapFunctions.Risk;

/// <summary>One contribution to the propensity.</summary>
/// <param name="LogOdds">What it adds, in log-odds: above 0 makes leaving likelier.</param>
/// <param name="Says">The same in words; null when nothing is to be said of it.</param>
public sealed record SaidContribution(string Feature, double LogOdds, string? Says);
