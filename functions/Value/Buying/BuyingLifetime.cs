namespace ReapFunctions.Value.Buying;

/// <summary>
/// Lifetime value without a contract: purchases expected by BG/NBD, period by period, x amount expected by gamma-gamma x margin,
/// discounted: Σ margin · m · (E[N(t)] - E[N(t-1)]) / (1 + d)^t.
/// </summary>
/// <param name="discount">Per period, 0 or more. A rate of 0 discounts nothing and still counts every period.</param>
public sealed class BuyingLifetime(BuyingFit fit, double marginRate, int periods, double periodLength, double discount)
{
    /// <summary>The value of a customer over the periods ahead.</summary>
    public double Value(Purchases purchases, double meanAmount) => Over(purchases, meanAmount, new double[periods]);

    /// <param name="there">
    /// Filled by period: the chance that the customer is there, which is that of now x the purchases of the period relative to
    /// the first.
    /// </param>
    /// <returns>The value.</returns>
    internal double Over(Purchases purchases, double meanAmount, Span<double> there)
    {
        var amount = fit.Spending.Expected(new Spending(purchases.Repeats, meanAmount)) * marginRate;
        var alive = fit.Buying.Alive(purchases);
        double value = 0, earlier = 0, first = 0;
        for (var period = 1; period <= periods; period++)
        {
            var expected = fit.Buying.Expected(purchases, period * periodLength);
            var bought = expected - earlier;
            if (period == 1)
                first = bought;
            value += amount * bought * Math.Pow(1 + discount, -period);
            there[period - 1] = first > 0 ? alive * bought / first : 0;
            earlier = expected;
        }
        return value;
    }
}
