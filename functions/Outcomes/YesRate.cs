namespace ReapFunctions.Outcomes;

/// <summary>How gladly customers say yes to an offer when they are asked in a conversation.</summary>
/// <remarks>
/// <code>
/// P = sigma(logit(rate) + slope x lean + by)     lean the larger of logit(p) - logit(usual) and -1.5: p the propensity, usual
///                                                that of the base period; by the sum of the factors that hold
/// </code>
/// A propensity says how likely a product is taken up unasked. Who asks hears more yeses, and the one leans on the other.
/// </remarks>
/// <param name="Rate">Chance of a yes of a customer of the usual propensity of whom no factor holds, 0 to 1.</param>
/// <param name="Slope">How much of a propensity's distance from the usual one a yes has: 0 for nothing.</param>
/// <param name="By">By factor of <c>responseFactors</c>: what it adds to the log-odds of a yes; null for none.</param>
public sealed record YesRate(double Rate, double Slope, IReadOnlyDictionary<string, double>? By = null)
{
    private const double Least = 1e-6;

    /// <summary>The least log-odds of a propensity over the usual one that say more than those above them.</summary>
    private const double LeastLean = -1.5;

    /// <summary>The chance of a customer's yes.</summary>
    /// <param name="by">The sum of the factors that hold.</param>
    internal double Of(double propensity, double usual, double by = 0) =>
        Sigma(Logit(Rate) + Slope * Lean(propensity, usual) + by);

    /// <summary>
    /// Log-odds of a propensity over the usual one: below a fifth of its odds no less. Who will hardly take a product up by
    /// themselves, as who gave it up, may still say yes to who asks.
    /// </summary>
    internal static double Lean(double propensity, double usual) => Math.Max(LeastLean, Logit(propensity) - Logit(usual));

    /// <summary>The same where no model tells.</summary>
    internal double Unpredicted(double by) => by == 0 ? Rate : Sigma(Logit(Rate) + by);

    /// <summary>A chance where the odds of a yes are so many times those of a conversation.</summary>
    internal static double On(double chance, double odds) => odds == 1 ? chance : chance * odds / (1 - chance + chance * odds);

    internal static double Sigma(double logit) => 1 / (1 + Math.Exp(-logit));

    internal static double Logit(double chance)
    {
        chance = Math.Clamp(chance, Least, 1 - Least);
        return Math.Log(chance / (1 - chance));
    }
}
