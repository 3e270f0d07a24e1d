using ReapFunctions.Offers;

namespace ReapFunctions.Benchmarks.Decide;

/// <summary>A night as the app decided it, with the truth about its customers.</summary>
/// <param name="Customers">By id; those whose row was rejected are not there.</param>
/// <param name="Lists">By target: everybody who may be called.</param>
/// <param name="ListsByValue">By target: whom calling pays, most first.</param>
internal sealed record DecidedNight(
    IReadOnlyDictionary<string, DecidedCustomer> Customers, IReadOnlyDictionary<string, string[]> Lists,
    IReadOnlyDictionary<string, string[]> ListsByValue, OfferOptions Offering)
{
    private const double TopShare = 0.025;

    /// <summary>How many of a list count as its first.</summary>
    public int Top => (int)(TopShare * Customers.Count);

    /// <summary>The customers of a list, in its order.</summary>
    public DecidedCustomer[] Of(string[] list) => [.. list.Where(Customers.ContainsKey).Select(id => Customers[id])];

    /// <summary>An amount per customer of the night.</summary>
    public double PerCustomer(double sum) => sum / Customers.Count;
}
