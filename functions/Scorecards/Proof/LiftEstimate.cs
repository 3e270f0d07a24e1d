namespace ReapFunctions.Scorecards.Proof;

/// <summary>What contacting brought against the control group.</summary>
/// <param name="Difference">Success rate of the treated less that of the control group.</param>
/// <param name="Lift">Relative: (t - c) / c; null when nobody of the control group did it.</param>
/// <param name="ValuePerCustomer">Change of value per treated customer less that per control customer.</param>
/// <param name="IncrementalValue">That times the treated: N(t) x (v(t) - v(c)).</param>
/// <param name="StillNeeded">Customers still missing in the control group to see this difference with power 0.8; 0 when enough,
/// null without a difference.</param>
/// <param name="SampleRatio">Whether the arms have the sizes that the share of the control group says.</param>
public sealed record LiftEstimate(
    string Name, long Treated, long Control, double TreatedRate, double ControlRate, Interval? Difference, Interval? Lift,
    Interval? ValuePerCustomer, Interval? IncrementalValue, long? StillNeeded, SampleRatio SampleRatio)
{
    /// <summary>Fewer customers than this in an arm give no interval that means anything.</summary>
    public const int MinCustomers = 30;

    /// <remarks>
    /// Standard errors: of a rate √(p(1-p)/n), of the lift (1/c)·√(SE(t)² + (t/c)²·SE(c)²) by the delta method, of a mean
    /// √(s²/n).
    /// </remarks>
    /// <param name="share">The share of customers that is drawn into the control group.</param>
    public static LiftEstimate Estimate(string name, ArmPair arms, double share)
    {
        var (t, c) = (arms.Treated, arms.Control);
        var enough = t.Customers >= MinCustomers && c.Customers >= MinCustomers;
        return new LiftEstimate(
            name,
            t.Customers,
            c.Customers,
            Math.Round(t.Rate, 6),
            Math.Round(c.Rate, 6),
            enough ? Interval.Around(t.Rate - c.Rate, Math.Sqrt(RateVariance(t) + RateVariance(c))) : null,
            enough && c.Successes > 0 ? LiftOf(t, c) : null,
            enough ? Interval.Around(t.Mean - c.Mean, MeanError(t, c)) : null,
            enough ? Interval.Around(t.Customers * (t.Mean - c.Mean), t.Customers * MeanError(t, c)) : null,
            enough ? Needed(t.Rate, c.Rate, c.Customers) : null,
            SampleRatio.Test(t.Customers, c.Customers, share));
    }

    private static Interval LiftOf(Arm t, Arm c) => Interval.Around(
        (t.Rate - c.Rate) / c.Rate,
        Math.Sqrt(RateVariance(t) + t.Rate / c.Rate * (t.Rate / c.Rate) * RateVariance(c)) / c.Rate);

    private static double RateVariance(Arm arm) => arm.Rate * (1 - arm.Rate) / arm.Customers;

    private static double MeanError(Arm t, Arm c) => Math.Sqrt(t.Variance / t.Customers + c.Variance / c.Customers);

    private static long? Needed(double treated, double control, long have) =>
        SampleSize.PerArm(control, treated) is { } needed ? Math.Max(0, needed - have) : null;
}
