namespace ReapFunctions.Scorecards.Proof;

/// <summary>
/// The same differences with intervals that hold on all nights at once, with 95 %: who looks every night and stops when they like
/// is not misled. They are wider than those of one look.
/// </summary>
/// <param name="Night">Nights since the comparison began, from 1; every one costs some width.</param>
/// <param name="Difference">Of rates.</param>
/// <param name="ValuePerCustomer">
/// Of money, with the value at the start taken out where <see cref="Cuped"/> is there; null with too few customers.
/// </param>
/// <param name="RateP">Of no difference of rates; may be looked at every night.</param>
/// <param name="ValueP">Of no difference of money, likewise; null where its interval is.</param>
public sealed record Anytime(int Night, Interval Difference, Interval? ValuePerCustomer, double RateP, double? ValueP)
{
    /// <summary>
    /// A difference of rates among the many of one answer: at most 5 % of those that are said to be there are not, on average.
    /// </summary>
    public bool RateFound { get; init; }

    /// <summary>The same of money.</summary>
    public bool ValueFound { get; init; }

    internal static Anytime Of(ArmPair arms, Look look)
    {
        var (treated, control) = arms;
        var money = Cuped.Best(arms);
        var value = MeanDifference.Between(money.Treated, money.Control, 1, look.Z);
        return new Anytime(
            look.Night,
            RateLimits.Difference(RateLimits.Of(treated, look.Z), RateLimits.Of(control, look.Z)),
            value,
            look.Anytime(RateLimits.PValue(treated, control)),
            value is null ? null : look.Anytime(MeanDifference.PValue(money.Treated, money.Control)));
    }
}
