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

    /// <remarks>Intervals of rates by <see cref="RateLimits"/>, of money by <see cref="MeanDifference"/>.</remarks>
    /// <param name="share">The share of customers that is drawn into the control group.</param>
    public static LiftEstimate Estimate(string name, ArmPair arms, double share)
    {
        var (t, c) = (arms.Treated, arms.Control);
        var enough = t.Customers >= MinCustomers && c.Customers >= MinCustomers;
        var (treated, control) = enough ? (RateLimits.Of(t), RateLimits.Of(c)) : default;
        return new LiftEstimate(
            name,
            t.Customers,
            c.Customers,
            Math.Round(t.Rate, 6),
            Math.Round(c.Rate, 6),
            enough ? RateLimits.Difference(treated, control) : null,
            enough && c.Successes > 0 ? RateLimits.Lift(treated, control) : null,
            enough ? MeanDifference.Between(t, c, 1) : null,
            enough ? MeanDifference.Between(t, c, t.Customers) : null,
            enough ? Needed(t.Rate, c.Rate, c.Customers) : null,
            SampleRatio.Test(t.Customers, c.Customers, share));
    }

    private static long? Needed(double treated, double control, long have) =>
        SampleSize.PerArm(control, treated) is { } needed ? Math.Max(0, needed - have) : null;
}
