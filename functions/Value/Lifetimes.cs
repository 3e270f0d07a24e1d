using ReapFunctions.Extracts;
using ReapFunctions.Scoring;

namespace ReapFunctions.Value;

/// <summary>
/// Lifetime value: the sum over the months ahead of (margin per month + expected margin of products taken up) x survival,
/// discounted. See <see cref="Survival"/>.
/// </summary>
internal sealed class Lifetimes
{
    private readonly LifetimeOptions options;
    private readonly float[]? churn;
    private readonly double monthlyDiscount;
    private readonly (float[] Propensity, bool[] Held, double Margin)[] products;

    public Lifetimes(ValueOptions value, Roles roles, ScoredSnapshot scored, IReadOnlyDictionary<string, string> takeUp)
    {
        options = value.Lifetime;
        churn = scored.Scores.GetValueOrDefault(options.Churn)?.Propensity;
        monthlyDiscount = Math.Pow(1 + options.DiscountRate, -1 / 12.0);
        var columns = new RoleColumns(scored.Customers, roles);
        products = [.. takeUp
            .Where(one => scored.Scores.ContainsKey(one.Key) && value.ProductMargins.ContainsKey(one.Value))
            .OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => (
                scored.Scores[one.Key].Propensity,
                columns.Flags(roles.Holdings.GetValueOrDefault(one.Value)),
                value.ProductMargins[one.Value]))];
    }

    public ValueRecord Complete((ValueRecord Record, Proxy Proxies) past, int row, Proxies words)
    {
        var (record, proxies) = past;
        if (!record.Active)
            return record with { Proxies = words.Of(proxies) };
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

    private double TakeUp(int row)
    {
        var margin = 0.0;
        foreach (var (propensity, held, monthly) in products)
            margin += held[row] ? 0 : propensity[row] * monthly;
        return margin;
    }
}
