using ReapFunctions.Extracts;
using ReapFunctions.Scoring;

namespace ReapFunctions.Value;

/// <summary>
/// The parameters of buying and spending, fitted once on the base period and kept with its cut points, so that every bucket of every
/// night is valued by the same. Serialises to JSON as it is.
/// </summary>
public sealed record BuyingFit(BgNbd Buying, GammaGamma Spending)
{
    /// <summary>More customers make the fit no better, only slower.</summary>
    private const int Most = 20_000;

    /// <summary>The fit of a snapshot's customers, every so manieth of them when there are many.</summary>
    /// <returns>Null when the lifetime does not stand on purchases, or nobody bought twice.</returns>
    public static BuyingFit? Of(ValueOptions options, Roles roles, Snapshot customers)
    {
        if (options.Lifetime.Model != LifetimeModel.Buying)
            return null;
        var columns = new BuyingColumns(options.Lifetime.Buying, new RoleColumns(customers, roles));
        var step = Math.Max(1, customers.Rows / Most);
        var known = Enumerable.Range(0, customers.Rows).Where(row => row % step == 0).Select(columns.Of).OfType<(Purchases Purchases, double Mean)>().ToArray();
        return known.Any(one => one is { Purchases.Repeats: > 0, Mean: > 0 })
            ? new BuyingFit(
                BgNbd.Fit([.. known.Select(one => one.Purchases)]),
                GammaGamma.Fit(known.Select(one => new Spending(one.Purchases.Repeats, one.Mean))))
            : null;
    }
}
