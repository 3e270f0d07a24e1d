using ReapFunctions.Runs;

namespace ReapFunctions.Value;

/// <summary>What one who comes by a referral is worth: the mean of those who came, drawn towards what is typed.</summary>
/// <remarks>
/// <code>
///   worth = weight x mean + (1 - weight) x typed          n referred, mean of their values
///   weight = max(0, 1 - (s² / n) / (mean - typed)²)       s² variance of the values of all who came in these months
/// </code>
/// Empirical Bayes: the mean that is true is taken to be normal around the typed number, with a variance t² that the data say.
/// Then (mean - typed)² is t² + s²/n on average, so t² is estimated by what it exceeds s²/n by, and the posterior mean has
/// the weight t² / (t² + s²/n): the positive part of the estimator of James and Stein (1961) as Efron and Morris read it
/// (Journal of the American Statistical Association 68, 1973, 117-130), for one mean. A mean that chance alone could have moved
/// off the typed number has no weight; few referrals have little, as s² comes from all newcomers, of whom there are many.
/// </remarks>
public static class ReferralEstimate
{
    /// <param name="typed">Currency per referral.</param>
    /// <param name="referred">Customers referred, 0 or more.</param>
    /// <param name="mean">Their mean value.</param>
    /// <param name="variance">Of the value of all who came in the same months, referred or not; 0 or more.</param>
    /// <param name="asOf">The night that valued them.</param>
    public static ReferralWorth Of(double typed, long referred, double mean, double variance, RunId? asOf)
    {
        if (referred == 0)
            return new ReferralWorth(typed, ReferralBasis.Typed, 0, typed, AsOf: asOf);
        var noise = variance / referred;
        var distance = (mean - typed) * (mean - typed);
        var weight = distance <= noise ? 0 : 1 - noise / distance;
        return new ReferralWorth(
            Money.Round(weight * mean + (1 - weight) * typed), weight >= 0.5 ? ReferralBasis.Data : ReferralBasis.Typed,
            Math.Round(weight, 6), typed, Money.Round(mean), referred, asOf);
    }
}
