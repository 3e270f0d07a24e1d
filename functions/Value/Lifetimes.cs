using ReapFunctions.Contracts;
using ReapFunctions.Scoring;
using ReapFunctions.Value.Buying;

namespace ReapFunctions.Value;

/// <summary>
/// Lifetime value: the sum over the months ahead of (margin per month + expected margin of products taken up) x survival,
/// discounted. See <see cref="Survival"/>.
/// </summary>
internal sealed class Lifetimes
{
    private const double DaysPerMonth = 365.25 / 12;

    private readonly LifetimeOptions options;
    private readonly float[]? churn;
    private readonly double monthlyDiscount;
    private readonly (float[] Propensity, bool[] Held, double Margin)[] products;
    private readonly BuyingLifetime? buying;
    private readonly BuyingColumns? purchases;

    /// <param name="fit">Of the base period; null where the lifetime does not stand on purchases.</param>
    public Lifetimes(
        ValueOptions value, Roles roles, ScoredSnapshot scored, IReadOnlyDictionary<string, string> takeUp, BuyingFit? fit)
    {
        options = value.Lifetime;
        churn = options.Churn is { } target ? scored.Scores.GetValueOrDefault(target)?.Propensity : null;
        monthlyDiscount = Math.Pow(1 + options.DiscountRate, -1 / 12.0);
        var columns = new RoleColumns(scored.Customers, roles);
        if (fit is not null && options.Model == LifetimeModel.Buying)
        {
            var month = DaysPerMonth / options.Buying.DaysPerUnit;
            buying = new BuyingLifetime(fit, value.MarginRate, options.HorizonMonths, month, 1 / monthlyDiscount - 1);
            purchases = new BuyingColumns(value, columns, scored.Run.Date);
        }
        products = [.. takeUp
            .Where(takeUp => scored.Scores.ContainsKey(takeUp.Key) && value.ProductMargins.ContainsKey(takeUp.Value))
            .OrderBy(takeUp => takeUp.Key, StringComparer.Ordinal)
            .Select(takeUp => (
                scored.Scores[takeUp.Key].Propensity,
                columns.Flags(roles.Holdings.GetValueOrDefault(takeUp.Value)),
                value.ProductMargins[takeUp.Value]))];
    }

    /// <summary>Whether anybody may have a lifetime value.</summary>
    private bool IsKnown => options.Churn is not null || options.Model == LifetimeModel.Buying;

    public ValueRecord Complete((ValueRecord Record, Proxy Proxies) past, int row, ProxyWords words)
    {
        var (record, proxies) = past;
        if (!record.Active)
            return IsKnown
                ? record with { TakeUp = 0, ExpectedMonths = 0, Proxies = words.Of(proxies) }
                : record with { Proxies = words.Of(proxies) };
        if (buying is not null && purchases!.Of(row) is { } bought
            && OfBuying(record, bought.Purchases, bought.Mean, row) is { } valued)
            return valued with { Proxies = words.Of(proxies) };
        if (options.Churn is null)
            return record with { Proxies = words.Of(proxies) };
        if (options.Model == LifetimeModel.Buying)
            proxies |= Proxy.PurchasesUnknown;
        if (churn is null)
            proxies |= Proxy.ChurnFromDefault;
        var hazard = churn is null ? options.DefaultMonthlyChurn : Survival.Hazard(churn[row], options.ChurnMonths);
        var survival = new Survival(hazard, record.TenureMonths ?? 12, options.LoyaltyMonths);
        var (discounted, months) = survival.Over(options.HorizonMonths, monthlyDiscount);
        var monthsOfYear = Math.Clamp(record.TenureMonths ?? 12, 1, 12);
        var takeUp = TakeUp(row) * discounted;
        return record with
        {
            Lifetime = Money.Round(record.Current / monthsOfYear * discounted + takeUp),
            TakeUp = Money.Round(takeUp),
            ExpectedMonths = Math.Round(months, 1),
            Proxies = words.Of(proxies),
        };
    }

    /// <summary>
    /// Purchases expected, less the costs of the last year month by month while the customer is expected to buy.
    /// </summary>
    /// <returns>Null where the model has no answer.</returns>
    private ValueRecord? OfBuying(ValueRecord record, Purchases bought, double mean, int row)
    {
        var (value, discounted, months) = buying!.Over(bought, mean);
        if (!double.IsFinite(value) || !double.IsFinite(discounted))
            return null;
        var monthsOfYear = Math.Clamp(record.TenureMonths ?? 12, 1, 12);
        var takeUp = TakeUp(row) * discounted;
        return record with
        {
            Lifetime = Money.Round(value - (record.DirectCost + record.CostToServe) / monthsOfYear * discounted + takeUp),
            TakeUp = Money.Round(takeUp),
            ExpectedMonths = Math.Round(months, 1),
        };
    }

    private double TakeUp(int row)
    {
        var margin = 0.0;
        foreach (var (propensity, held, monthly) in products)
            margin += held[row] ? 0 : propensity[row] * monthly;
        return margin;
    }
}
