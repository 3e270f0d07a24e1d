namespace ReapFunctions.Value.Buying;

/// <summary>
/// Lifetime value without a contract: purchases expected by BG/NBD, period by period, x amount expected by gamma-gamma x margin,
/// discounted: Σ margin · m · (E[N(t)] - E[N(t-1)]) / (1 + d)^t.
/// </summary>
/// <param name="discount">Per period, 0 or more. A rate of 0 discounts nothing and still counts every period.</param>
public sealed class BuyingLifetime(BuyingFit fit, double marginRate, int periods, double periodLength, double discount)
{
    /// <summary>The value of a customer over the periods ahead.</summary>
    public double Value(Purchases purchases, double meanAmount) => Over(purchases, meanAmount).Value;

    /// <returns>
    /// The value, and for how many periods the customer is expected to buy, discounted and not: the chance of being there now x
    /// the purchases of each period relative to the first.
    /// </returns>
    internal (double Value, double Discounted, double Periods) Over(Purchases purchases, double meanAmount)
    {
        var amount = fit.Spending.Expected(new Spending(purchases.Repeats, meanAmount)) * marginRate;
        var alive = fit.Buying.Alive(purchases);
        double value = 0, earlier = 0, first = 0, discounted = 0, months = 0;
        for (var period = 1; period <= periods; period++)
        {
            var expected = fit.Buying.Expected(purchases, period * periodLength);
            var bought = expected - earlier;
            var factor = Math.Pow(1 + discount, -period);
            if (period == 1)
                first = bought;
            value += amount * bought * factor;
            var share = first > 0 ? alive * bought / first : 0;
            discounted += share * factor;
            months += share;
            earlier = expected;
        }
        return (value, discounted, months);
    }
}
