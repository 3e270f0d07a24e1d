using ReapFunctions.Outcomes;

namespace ReapFunctions.Offers.Effects;

/// <summary>
/// Customers of one group and of like risk: how many who were contacted were to leave and left, beside those who were not.
/// </summary>
/// <param name="Stratum">The place of their propensity to leave among <see cref="Strata"/>.</param>
/// <param name="Expected">
/// Sum of the propensities of the contacted, less what offers say that their yeses save: who was to leave of them.
/// </param>
/// <param name="OthersExpected">Sum of the propensities of who was not contacted.</param>
public sealed record ContactCount(
    string Group, ContactAim About, int Stratum, long Contacted, double Expected, long Left, double OthersExpected,
    long OthersLeft)
{
    private static readonly double[] Strata = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32];

    /// <summary>That of a propensity to leave.</summary>
    internal static int StratumOf(double propensity)
    {
        var place = Array.FindIndex(Strata, most => propensity < most);
        return place < 0 ? Strata.Length : place;
    }
}
