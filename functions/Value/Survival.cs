namespace ReapFunctions.Value;

/// <summary>
/// How long a customer is expected to stay, month by month: the hazard of the churn model now, falling with loyalty as in the
/// shifted-beta-geometric model (Fader and Hardie 2007), in which the hazard of a customer of tenure T is a / (a + b + T).
/// </summary>
/// <remarks>
/// <code>
/// hazard in month t from now   h(t) = h * K / (K + t - 1)     K = loyalty months + tenure
/// alive at the end of month t  S(t) = S(t - 1) * (1 - h(t))   S(0) = 1
/// </code>
/// Anchored at the model's hazard h for t = 1, so a good customer of long tenure keeps what the model says for longer.
/// </remarks>
internal readonly struct Survival(double monthlyHazard, double tenureMonths, double loyaltyMonths)
{
    /// <summary>The hazard per month that gives <paramref name="propensity"/> within <paramref name="months"/>.</summary>
    public static double Hazard(double propensity, double months) =>
        1 - Math.Pow(1 - Math.Clamp(propensity, 0, 0.9999), 1 / months);

    /// <returns>Months alive discounted (what a margin of 1 per month is worth today), and months alive.</returns>
    public (double Discounted, double Months) Over(int horizon, double monthlyDiscount)
    {
        var known = loyaltyMonths + tenureMonths;
        double alive = 1, factor = 1, discounted = 0, months = 0;
        for (var t = 1; t <= horizon; t++)
        {
            alive *= 1 - monthlyHazard * known / (known + t - 1);
            factor *= monthlyDiscount;
            discounted += alive * factor;
            months += alive;
        }
        return (discounted, months);
    }
}
