namespace ReapFunctions.Scorecards.Proof;

/// <summary>
/// Money per customer with what was known before taken out of it: CUPED (Deng, Xu, Kohavi and Walker, WSDM 2013). The covariate
/// is the value at the start of the comparison, which is of the earlier run, so from before any prompt that is compared.
/// </summary>
/// <param name="Theta">
/// By how much the value now goes with the value at the start: within-arm covariance over variance, of both arms together.
/// </param>
/// <param name="ValuePerCustomer">Value now less theta x value at the start, treated less control.</param>
/// <param name="IncrementalValue">That times the treated.</param>
/// <param name="Narrowed">Share of the width that the interval of the value now loses by it, 0 to 1.</param>
/// <param name="NarrowedOfChange">
/// Share of the width that the interval of the change of value loses by it. The change is the same with a theta of 1.
/// </param>
public sealed record Cuped(
    double Theta, Interval ValuePerCustomer, Interval IncrementalValue, double Narrowed, double NarrowedOfChange)
{
    /// <summary>A chance below this that arms differ so much at the start by the draw alone is none.</summary>
    private const double Alarm = 0.001;

    /// <summary>
    /// Null where the value at the start was not kept, is the same of all, or differs between the arms, and with too few
    /// customers.
    /// </summary>
    internal static Cuped? Of(ArmPair arms)
    {
        if (Share(arms) is not { } share)
            return null;
        var (treated, control) = Adjusted(arms, share);
        if (MeanDifference.Between(treated, control, 1) is not { } perCustomer)
            return null;
        var (rawTreated, rawControl) = Adjusted(arms, -1);
        return new Cuped(
            (double)(1 + share),
            perCustomer,
            MeanDifference.Between(treated, control, treated.Customers)!,
            Narrower(perCustomer, MeanDifference.Between(rawTreated, rawControl, 1)!),
            Narrower(perCustomer, MeanDifference.Between(arms.Treated, arms.Control, 1)!));
    }

    /// <summary>The arms by what money is told best: adjusted, or the change as it is where that cannot be.</summary>
    internal static ArmPair Best(ArmPair arms) => Share(arms) is { } share ? Adjusted(arms, share) : arms;

    private static ArmPair Adjusted(ArmPair arms, decimal share) => new(
        arms.Treated.Base!.LeftOf(arms.Treated, share), arms.Control.Base!.LeftOf(arms.Control, share));

    /// <summary>Theta less 1: what a change has left of its base value.</summary>
    private static decimal? Share(ArmPair arms)
    {
        var (t, c) = (arms.Treated, arms.Control);
        if (t is not { Base: { } treated, Customers: > 1 } || c is not { Base: { } control, Customers: > 1 })
            return null;
        var variance = treated.Squares - treated.Sum * treated.Sum / t.Customers
            + control.Squares - control.Sum * control.Sum / c.Customers;
        if (variance <= 0 || MeanDifference.PValue(treated.AsArm(t.Customers), control.AsArm(c.Customers)) < Alarm)
            return null;
        var covariance = treated.Products - t.Value * treated.Sum / t.Customers
            + control.Products - c.Value * control.Sum / c.Customers;
        return Math.Round(covariance / variance, 6);
    }

    private static double Narrower(Interval interval, Interval before) =>
        before.High == before.Low ? 0 : Math.Round(1 - (interval.High - interval.Low) / (before.High - before.Low), 4);
}
