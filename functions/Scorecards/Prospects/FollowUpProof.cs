using ReapFunctions.Scorecards.Proof;

namespace ReapFunctions.Scorecards.Prospects;

/// <summary>
/// What following up brings: enquiries that were to be followed up against those that the draw kept from it, whatever was done.
/// </summary>
/// <param name="Treated">Enquiries to follow up.</param>
/// <param name="TreatedWon">Of these, who became customers.</param>
/// <param name="Control">Enquiries of the control group.</param>
/// <param name="ControlWon">Of these, who became customers by themselves.</param>
/// <param name="Difference">Of the shares won, with 95 %; null while one of the two has nobody.</param>
/// <param name="SampleRatio">Whether the two have the sizes they should.</param>
public sealed record FollowUpProof(
    long Treated, long TreatedWon, long Control, long ControlWon, Interval? Difference, SampleRatio SampleRatio)
{
    /// <param name="compared">Of each enquiry compared: whether it is of the control group, and whether it was won.</param>
    /// <param name="share">The share that was drawn.</param>
    /// <returns>Null where nobody is drawn.</returns>
    internal static FollowUpProof? Of(IEnumerable<(bool Control, bool Won)> compared, double share)
    {
        if (share == 0)
            return null;
        var by = compared.ToLookup(enquiry => enquiry.Control, enquiry => enquiry.Won);
        var (treated, control) = (ArmOf(by[false]), ArmOf(by[true]));
        return new FollowUpProof(
            treated.Customers, treated.Successes, control.Customers, control.Successes,
            treated.Customers > 0 && control.Customers > 0
                ? RateLimits.Difference(RateLimits.Of(treated), RateLimits.Of(control))
                : null,
            SampleRatio.Test(treated.Customers, control.Customers, share));
    }

    private static Arm ArmOf(IEnumerable<bool> won) => new(won.LongCount(), won.LongCount(isWon => isWon), 0, 0);
}
