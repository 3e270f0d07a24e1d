namespace ReapFunctions.Value;

/// <summary>
/// How long a customer is expected to stay, month by month: the hazard of the churn model now, which reverts to the usual one of
/// the portfolio, as what makes a customer leave this quarter is partly gone the next; and falls with loyalty as in the
/// shifted-beta-geometric model (Fader and Hardie 2007), in which the hazard of a customer of tenure T is a / (a + b + T).
/// </summary>
/// <remarks>
/// <code>
/// hazard in month t from now   h(t) = (m + (h - m) * 2^(-(t - 1) / R)) * K / (K + t - 1)
///                              m the usual hazard, R revert months, K = loyalty months + tenure
/// there at the end of month t  S(t) = S(t - 1) * (1 - h(t))   S(0) = 1
/// </code>
/// Anchored at the model's hazard h for t = 1.
/// </remarks>
internal readonly struct Survival(double hazard, double usualHazard, double tenureMonths, LifetimeOptions options)
{
    /// <summary>The hazard per month that gives <paramref name="propensity"/> within <paramref name="months"/>.</summary>
    public static double Hazard(double propensity, double months) =>
        1 - Math.Pow(1 - Math.Clamp(propensity, 0, 0.9999), 1 / months);

    /// <summary>Fills by month from now: the chance that the customer is there, on average over the month.</summary>
    public void Fill(Span<double> there)
    {
        var known = options.LoyaltyMonths + tenureMonths;
        var reverts = Math.Pow(2, -1 / options.RevertMonths);
        var (before, deviation) = (1.0, hazard - usualHazard);
        for (var t = 0; t < there.Length; t++)
        {
            var alive = before * (1 - (usualHazard + deviation) * known / (known + t));
            there[t] = (before + alive) / 2;
            before = alive;
            deviation *= reverts;
        }
    }
}
