namespace ReapFunctions.Value;

/// <summary>
/// Lifetime value without a contract: purchases expected by BG/NBD, period by period, x amount expected by gamma-gamma x margin,
/// discounted: Σ margin · m · (E[N(t)] - E[N(t-1)]) / (1 + d)^t.
/// </summary>
/// <param name="discount">Per period, 0 or more. A rate of 0 discounts nothing and still counts every period.</param>
public sealed class BuyingLifetime(BgNbd buying, GammaGamma spending, double marginRate, int periods, double periodLength, double discount)
{
    /// <summary>The value of a customer over the periods ahead.</summary>
    public double Of(Purchases purchases, double meanAmount)
    {
        var amount = spending.Expected(new Spending(purchases.Repeats, meanAmount)) * marginRate;
        double value = 0, earlier = 0;
        for (var period = 1; period <= periods; period++)
        {
            var expected = buying.Expected(purchases, period * periodLength);
            value += amount * (expected - earlier) / Math.Pow(1 + discount, period);
            earlier = expected;
        }
        return value;
    }
}
