using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Value.Buying;

/// <summary>
/// The parameters of buying and spending, fitted once on the base period and kept with its cut points, so that every bucket of
/// every night is valued by the same. Serialises to JSON as it is.
/// </summary>
public sealed record BuyingFit(BgNbd Buying, GammaGamma Spending)
{
    /// <summary>More customers make the fit no better, only slower.</summary>
    private const int MaxCustomers = 20_000;

    /// <summary>Fewer who bought twice say nothing about buying.</summary>
    private const int MinBuyers = 100;

    /// <summary>The fit of a snapshot's customers, every so manieth of them when there are many.</summary>
    /// <returns>Null when the lifetime does not stand on purchases, or too few bought twice.</returns>
    public static BuyingFit? Fit(ValueOptions options, Roles roles, Snapshot customers, DateOnly asOf)
    {
        if (options.Lifetime.Model != LifetimeModel.Buying)
            return null;
        var columns = new BuyingColumns(options, new RoleColumns(customers, roles), asOf);
        var step = Math.Max(1, customers.Rows / MaxCustomers);
        var known = Enumerable.Range(0, customers.Rows).Where(row => row % step == 0)
            .Select(columns.Of).OfType<(Purchases Purchases, double Mean)>().ToArray();
        return known.Count(customer => customer is { Purchases.Repeats: > 0, Mean: > 0 }) >= MinBuyers
            ? new BuyingFit(
                BgNbd.Fit([.. known.Select(customer => customer.Purchases)]),
                GammaGamma.Fit(known.Select(customer => new Spending(customer.Purchases.Repeats, customer.Mean))))
            : null;
    }
}
