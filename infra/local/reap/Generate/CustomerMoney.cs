namespace ReapFunctions.Local.Reap.Generate;

/// <summary>What a customer pays and costs, in EUR without tax.</summary>
internal readonly record struct CustomerMoney(
    double MonthlyRevenue, double Revenue12M, double RevenueToDate, double DirectCost12M, double Arrears, double BadDebt12M)
{
    /// <summary>What the next larger mobile plan costs the customer a month, and us.</summary>
    private const double LargerPlanPrice = 6, LargerPlanCost = 0.28;

    /// <summary>List prices a month by <see cref="Product"/>.</summary>
    private static ReadOnlySpan<double> Prices => [19, 31, 14, 5, 8];

    /// <summary>Direct cost a month by <see cref="Product"/>: network, content, licences.</summary>
    private static ReadOnlySpan<double> Costs => [5.5, 12, 8.5, 1.2, 2];

    public static CustomerMoney Of(in CustomerRandom random, in Profile profile, in Month month)
    {
        var tenure = profile.Tenure + month.Index;
        var months = Math.Min(12, tenure);
        var monthly = Sum(Prices, month) * profile.PriceFactor * PriceLevel(profile) * Math.Exp(month.PriceRise)
            + 0.12 * Math.Max(0, month.DataGb - 20) + (profile.LargerPlan ? LargerPlanPrice : 0);
        var yearly = monthly * months * 0.98;
        var cost = months
            * (Sum(Costs, month) + (profile.LargerPlan ? LargerPlanCost : 0) + 0.16 * month.DataGb + 0.006 * month.CallMinutes)
            * Math.Exp(0.25 * random.Normal(Draw.CostFactor));
        var arrears = month.Late > 0 && random.Chance(Draw.Arrears, 0.4)
            ? monthly * (0.4 + random.Uniform(Draw.Arrears, 1) * month.Late)
            : 0;
        var badDebt = random.Chance(Draw.BadDebt, 0.004 * (1 + 2 * month.Late))
            ? Math.Min(yearly, monthly * (1 + 4 * random.Uniform(Draw.BadDebt, 1)))
            : 0;
        return new CustomerMoney(
            Cents(monthly), Cents(yearly), Cents(yearly + monthly * 0.93 * Math.Max(0, tenure - 12)), Cents(cost), Cents(arrears),
                Cents(badDebt));
    }

    /// <summary>What one product costs the customer a month.</summary>
    public static double PriceOf(Product product, in Profile profile) =>
        Cents(Prices[(int)product] * profile.PriceFactor * PriceLevel(profile));

    /// <summary>What the segment and the length of the contract do to the list price.</summary>
    private static double PriceLevel(in Profile profile) =>
        profile.Segment switch
        {
            Segment.Business => 1.9,
            Segment.Family => 1.15,
            Segment.Student => 0.8,
            Segment.Senior => 0.95,
            _ => 1
        }
        * profile.Term switch { Term.Annual => 0.95, Term.Biennial => 0.9, _ => 1.05 };

    private static double Sum(ReadOnlySpan<double> amounts, in Month month)
    {
        var sum = 0.0;
        for (var product = Product.Mobile; product <= Product.Roaming; product++)
            sum += month.Holds(product) ? amounts[(int)product] : 0;
        return sum;
    }

    private static double Cents(double amount) => Math.Round(amount, 2);
}
