using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Scorecards.Proof;

/// <summary>
/// Whether two arms have the sizes they should: if not, something other than the draw decided who is in which, and what they
/// show cannot be trusted.
/// </summary>
/// <param name="Expected">The control group's share as configured.</param>
/// <param name="Found">Its share as found; null when nobody is there.</param>
/// <param name="PValue">Chi-square with one degree of freedom.</param>
/// <param name="Mismatch">The p-value is below 0.001.</param>
public sealed record SampleRatio(double Expected, double? Found, double PValue, bool Mismatch)
{
    private const double Alarm = 0.001;

    public static SampleRatio Test(long treated, long control, double share)
    {
        var all = treated + control;
        if (all == 0 || share is <= 0 or >= 1)
            return new SampleRatio(share, all == 0 ? null : (double)control / all, 1, false);
        var (expectedControl, expectedTreated) = (all * share, all * (1 - share));
        var chi = (control - expectedControl) * (control - expectedControl) / expectedControl
            + (treated - expectedTreated) * (treated - expectedTreated) / expectedTreated;
        var p = NormalDistribution.TwoSided(Math.Sqrt(chi));
        return new SampleRatio(share, Math.Round((double)control / all, 6), p, p < Alarm);
    }
}
