namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// Why a customer leaves, by the names of <c>config/care.json</c>: those who pay much more often for the price.
/// </summary>
internal static class LeavingTruth
{
    private static readonly (string Reason, double Weight)[] Others =
        [("service", 0.25), ("network", 0.2), ("moved", 0.2), ("noNeed", 0.2), ("other", 0.15)];

    /// <summary>Chance that it is the price, of who pays <paramref name="priceFactor"/> of the list.</summary>
    public static double PriceShare(double priceFactor) => 1 / (1 + Math.Exp(0.4 - 4 * Math.Log(priceFactor)));

    /// <param name="random">The customer's, of the life that ends.</param>
    public static string ReasonOf(in CustomerRandom random, in Profile profile)
    {
        var uniform = random.Uniform(Draw.LeavingReason);
        var price = PriceShare(profile.PriceFactor);
        if (uniform < price)
            return "price";
        var rest = (uniform - price) / (1 - price);
        var index = 0;
        while (index < Others.Length - 1 && rest >= Others[index].Weight)
            rest -= Others[index++].Weight;
        return Others[index].Reason;
    }
}
