namespace ReapFunctions.Scorecards.Proof;

/// <summary>
/// The treated whom a reply shows to have been contacted, against those of the control group who were not. Who is reached, and
/// answers, is no draw: this describes, and proves nothing. What contacting did to those reached is
/// <see cref="PerContacted"/>.
/// </summary>
/// <param name="Contacted">Treated customers with a reply to a prompt of the runs compared.</param>
/// <param name="Control">Customers of the control group without one.</param>
/// <param name="PerContacted">
/// The intention-to-treat difference of rates over the share contacted: the effect on those contacted where nobody else is
/// affected (Bloom, Evaluation Review 8, 1984, 225-246). Null where less than 30, or less than a tenth, were contacted.
/// </param>
/// <param name="ValuePerContacted">The same of money.</param>
public sealed record PerProtocol(
    long Contacted, long Control, double ContactedRate, double ControlRate, Interval? Difference, Interval? ValuePerCustomer,
    Interval? PerContacted, Interval? ValuePerContacted)
{
    /// <summary>Where fewer were contacted, the effect on each is what little there is, times a large number.</summary>
    private const double LeastShare = 0.1;

    /// <param name="all">By intention to treat.</param>
    /// <param name="arms">Who is left of them.</param>
    internal static PerProtocol Of(LiftEstimate all, ArmPair arms)
    {
        var (treated, control) = arms;
        var enough = treated.Customers >= LiftEstimate.MinCustomers && control.Customers >= LiftEstimate.MinCustomers;
        double? every = treated.Customers >= LiftEstimate.MinCustomers && treated.Customers >= LeastShare * all.Treated
            ? (double)all.Treated / treated.Customers
            : null;
        return new PerProtocol(
            treated.Customers,
            control.Customers,
            Math.Round(treated.Rate, 6),
            Math.Round(control.Rate, 6),
            enough ? RateLimits.Difference(RateLimits.Of(treated), RateLimits.Of(control)) : null,
            MeanDifference.Between(treated, control, 1),
            every is { } factor ? all.Difference?.Times(factor).Within(-1, 1) : null,
            every is { } times ? (all.Adjusted?.ValuePerCustomer ?? all.ValuePerCustomer)?.Times(times) : null);
    }
}
