using System.Globalization;
using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Scorecards.Proof;

/// <summary>
/// What contacting brought against the control group, by intention to treat: everybody whom the policy kept an offer for takes
/// part, contacted or not.
/// </summary>
/// <param name="Difference">Success rate of the treated less that of the control group.</param>
/// <param name="Lift">Relative: (t - c) / c; null when nobody of the control group did it.</param>
/// <param name="ValuePerCustomer">
/// Change of value per treated customer less that per control customer; null with too few, see <see cref="MeanDifference"/>.
/// </param>
/// <param name="IncrementalValue">That times the treated: N(t) x (v(t) - v(c)).</param>
/// <param name="StillNeeded">
/// Customers still missing in the control group to see this difference of rates in one look with power 0.8, the treated being as
/// many as they are; 0 when enough, null without a difference, or where no control group would do.
/// </param>
/// <param name="SampleRatio">Whether the arms have the sizes that the share of the control group says.</param>
public sealed record LiftEstimate(
    string Name, long Treated, long Control, double TreatedRate, double ControlRate, Interval? Difference, Interval? Lift,
    Interval? ValuePerCustomer, Interval? IncrementalValue, long? StillNeeded, SampleRatio SampleRatio)
{
    /// <summary>Fewer customers than this in an arm give no interval that means anything.</summary>
    public const int MinCustomers = 30;

    /// <summary>Who is counted, always all whom the draw put into an arm.</summary>
    public string Analysis { get; } = "intentionToTreat";

    /// <summary>Money with the value at the start taken out; null with too few customers, or where it cannot be.</summary>
    public Cuped? Adjusted { get; init; }

    /// <summary>
    /// The median of what customers are worth, and what a tenth of them are below, and above; none with too few.
    /// </summary>
    public IReadOnlyList<QuantileDifference> Quantiles { get; init; } = [];

    /// <summary>The same differences for who looks every night; null with too few customers.</summary>
    public Anytime? Anytime { get; init; }

    /// <summary>Of who was contacted; null where no reply says that anybody was.</summary>
    public PerProtocol? PerProtocol { get; init; }

    /// <summary>In a sentence, whether there is enough to tell, and what it tells.</summary>
    public string Finding => this switch
    {
        { SampleRatio.Mismatch: true } =>
            "Not to be trusted: the arms do not have the sizes of the draw. Find out first who is missing from which.",
        { Anytime: null } => $"Not enough: {Text(Treated)} treated and {Text(Control)} control customers, {MinCustomers} of each "
            + "are the least.",
        { Anytime.RateFound: true } => $"The treated did it {(Difference!.Estimate > 0 ? "more" : "less")} often"
            + (Anytime.ValueFound ? $", and brought {Brought}." : "."),
        { Anytime.ValueFound: true } => $"The treated brought {Brought}.",
        { Anytime: { Difference.Significant: true } or { ValuePerCustomer.Significant: true } } =>
            "Perhaps: by itself this is more than chance, among so many comparisons it may be chance.",
        { Difference.Significant: true } or { Brings.Significant: true } =>
            "Perhaps: one look shows more than chance, but who looks every night may see that by chance.",
        { StillNeeded: > 0 and { } needed } =>
            $"Not enough: a difference of this size needs {Text(needed)} more customers in the control group.",
        { StillNeeded: null, Difference.Estimate: not 0 } =>
            $"Not enough: with {Text(Treated)} treated no control group shows a difference of this size.",
        _ => "No difference that chance does not explain.",
    };

    private Interval? Brings => Adjusted?.ValuePerCustomer ?? ValuePerCustomer;

    private string Brought => Brings!.Estimate > 0 ? "more" : "less";

    /// <summary>Every comparison of an answer, with those found that are more than chance among so many.</summary>
    /// <param name="share">The share of customers that is drawn into the control group.</param>
    /// <param name="nights">Since the comparison began.</param>
    /// <param name="contacted">The arms per protocol; a comparison of which nobody was contacted may be missing.</param>
    internal static IReadOnlyList<LiftEstimate> EstimateAll(
        IReadOnlyDictionary<string, ArmPair> all, double share, int nights, IReadOnlyDictionary<string, ArmPair> contacted) =>
        FalseDiscoveries.Mark([.. all.Select(
            arms => Whole(arms.Key, arms.Value, share, nights, contacted.GetValueOrDefault(arms.Key)))]);

    /// <summary>One of the comparisons of an answer.</summary>
    /// <param name="nights">Since the comparison began.</param>
    /// <param name="contacted">The arms per protocol; null where they are not known.</param>
    internal static LiftEstimate Whole(string name, ArmPair arms, double share, int nights, ArmPair? contacted)
    {
        var line = Estimate(name, arms, share);
        if (line.Difference is not null)
            line = line with { Adjusted = Cuped.Of(arms), Anytime = Anytime.Of(arms, new Look(Math.Max(1, nights))) };
        return contacted is { Treated.Customers: > 0 } ? line with { PerProtocol = PerProtocol.Of(line, contacted) } : line;
    }

    /// <summary>One comparison, by itself and looked at once.</summary>
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
            MeanDifference.Between(t, c, 1),
            MeanDifference.Between(t, c, t.Customers),
            enough ? Needed(t, c) : null,
            SampleRatio.Test(t.Customers, c.Customers, share));
    }

    /// <summary>
    /// A control group in which nobody, or everybody, did it has a rate all the same: by the rule of succession.
    /// </summary>
    private static long? Needed(Arm treated, Arm control)
    {
        var rate = control.Successes == 0 || control.Successes == control.Customers
            ? (control.Successes + 1.0) / (control.Customers + 2)
            : control.Rate;
        return treated.Rate != control.Rate && SampleSize.OfControl(treated.Rate, rate, treated.Customers) is { } needed
            ? Math.Max(0, needed - control.Customers)
            : null;
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
