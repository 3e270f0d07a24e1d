namespace ReapFunctions.Outcomes;

/// <summary>How gladly customers say yes to an offer when they are asked in a conversation.</summary>
/// <remarks>
/// <code>
/// P = sigma(logit(rate) + slope x (logit(p) - logit(usual)))     p the propensity, usual that of the base period
/// </code>
/// A propensity says how likely a product is taken up unasked. Who asks hears more yeses, and the one leans on the other.
/// </remarks>
/// <param name="Rate">Chance of a yes of a customer of the usual propensity, 0 to 1.</param>
/// <param name="Slope">How much of a propensity's distance from the usual one a yes has: 0 for nothing.</param>
public sealed record YesRate(double Rate, double Slope)
{
    private const double Least = 1e-6;

    /// <summary>The chance of a customer's yes.</summary>
    internal double Of(double propensity, double usual) =>
        Sigma(Logit(Rate) + Slope * (Logit(propensity) - Logit(usual)));

    /// <summary>A chance where the odds of a yes are so many times those of a conversation.</summary>
    internal static double On(double chance, double odds) => odds == 1 ? chance : chance * odds / (1 - chance + chance * odds);

    internal static double Sigma(double logit) => 1 / (1 + Math.Exp(-logit));

    internal static double Logit(double chance)
    {
        chance = Math.Clamp(chance, Least, 1 - Least);
        return Math.Log(chance / (1 - chance));
    }
}
