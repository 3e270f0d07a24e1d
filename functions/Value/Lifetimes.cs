using ReapFunctions.Contracts;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Value.Buying;

namespace ReapFunctions.Value;

/// <summary>
/// Lifetime value: the sum over the months ahead of (margin per month + margin of products taken up by then - that of products
/// given up by then) x survival, discounted. See <see cref="Survival"/>.
/// </summary>
internal sealed class Lifetimes
{
    private const double DaysPerMonth = 365.25 / 12;

    private readonly LifetimeOptions options;
    private readonly float[]? churn;
    private readonly double monthlyDiscount;
    private readonly double[][] rises;
    private readonly double[] termMonths;
    private readonly double? usualHazard;
    private readonly (float[] Propensity, bool[] Held, string Product)[] products;
    private readonly (bool[] Held, string Product, double GivesUp)[] holdings;
    private readonly IReadOnlyDictionary<string, double> givenUp;
    private readonly IReadOnlyDictionary<string, double> leavesWith;
    private readonly ValueOptions value;
    private readonly BuyingLifetime? buying;
    private readonly BuyingColumns? purchases;

    /// <param name="basePeriod">Null while it is being made.</param>
    public Lifetimes(
        ValueOptions value, Roles roles, ScoredSnapshot scored, IReadOnlyDictionary<string, string> takeUp,
        ValueCutPoints? basePeriod)
    {
        this.value = value;
        options = value.Lifetime;
        churn = options.Churn is { } target ? scored.Scores.GetValueOrDefault(target)?.Propensity : null;
        monthlyDiscount = Math.Pow(1 + options.DiscountRate, -1 / 12.0);
        var columns = new RoleColumns(scored.Customers, roles);
        (rises, termMonths) = (RisesOf(options, basePeriod?.TermEndRise ?? 0), columns.TermMonths(scored.Run.Date));
        if (options.Churn is { } leaving && basePeriod?.Chances.GetValueOrDefault(leaving) is { } usual and > 0)
            usualHazard = Survival.Hazard(usual, options.ChurnMonths);
        if (basePeriod?.Buying is { } fit && options.Model == LifetimeModel.Buying)
        {
            var month = DaysPerMonth / options.Buying.DaysPerUnit;
            buying = new BuyingLifetime(fit, value.MarginRate, options.HorizonMonths, month, 1 / monthlyDiscount - 1);
            purchases = new BuyingColumns(value, columns, scored.Run.Date);
        }
        givenUp = basePeriod?.GivenUp ?? new Dictionary<string, double>();
        leavesWith = basePeriod?.Leaving ?? new Dictionary<string, double>();
        holdings = [.. givenUp
            .Where(product => product.Value > 0 && value.ProductMargins.ContainsKey(product.Key))
            .OrderBy(product => product.Key, StringComparer.Ordinal)
            .Select(product => (columns.Flags(roles.Holdings.GetValueOrDefault(product.Key)), product.Key, product.Value))];
        products = [.. takeUp
            .Where(takeUp => scored.Scores.ContainsKey(takeUp.Key) && value.ProductMargins.ContainsKey(takeUp.Value))
            .OrderBy(takeUp => takeUp.Key, StringComparer.Ordinal)
            .Select(takeUp => (
                scored.Scores[takeUp.Key].Propensity,
                columns.Flags(roles.Holdings.GetValueOrDefault(takeUp.Value)),
                takeUp.Value))];
    }

    public ValueRecord Complete(PastValue past, int row, ProxyWords words)
    {
        var (record, proxies, margin, revenue) = past;
        if (!record.Active)
            return options.IsKnown
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
        Span<double> there = stackalloc double[options.HorizonMonths];
        Survive(record, row, there);
        var (months, discounted) = Discount(there);
        var takeUp = TakeUp(row, record.PriceLevel, there);
        var lifetime = margin * discounted + revenue * value.MarginRate * Rise(row, there) + takeUp
            - GivenUp(row, record.PriceLevel, there);
        return record with
        {
            Lifetime = Money.Round(lifetime),
            LifetimeIfKept = Money.Round(lifetime * Ahead(row, there).Kept((int)Math.Ceiling(options.ChurnMonths)) / discounted),
            TakeUp = Money.Round(takeUp),
            ExpectedMonths = Math.Round(months, 1),
            DiscountedMonths = Math.Round(discounted, 2),
            Proxies = words.Of(proxies),
        };
    }

    /// <summary>
    /// Purchases expected, less the costs of the last year month by month while the customer is expected to buy.
    /// </summary>
    /// <returns>Null where the model has no answer.</returns>
    private ValueRecord? OfBuying(ValueRecord record, Purchases bought, double mean, int row)
    {
        Span<double> there = stackalloc double[options.HorizonMonths];
        var value = buying!.Over(bought, mean, there);
        var (months, discounted) = Discount(there);
        if (!double.IsFinite(value) || !double.IsFinite(discounted))
            return null;
        var monthsOfYear = Math.Clamp(record.TenureMonths ?? 12, 1, 12);
        var takeUp = TakeUp(row, record.PriceLevel, there);
        return record with
        {
            Lifetime = Money.Round(value - (record.DirectCost + record.CostToServe) / monthsOfYear * discounted + takeUp),
            TakeUp = Money.Round(takeUp),
            ExpectedMonths = Math.Round(months, 1),
            DiscountedMonths = Math.Round(discounted, 2),
        };
    }

    /// <summary>The months ahead of a customer.</summary>
    /// <param name="record">What is known of the customer, who is one still.</param>
    /// <param name="months">Takes them: <see cref="LifetimeOptions.HorizonMonths"/>.</param>
    /// <returns>False where nothing says how long the customer stays.</returns>
    public bool TryAhead(ValueRecord record, int row, Span<double> months)
    {
        if (buying is not null && purchases!.Of(row) is { } bought)
            buying.Over(bought.Purchases, bought.Mean, months);
        else if (options.Churn is not null)
            Survive(record, row, months);
        else
            return false;
        var (_, discounted) = Discount(months);
        return double.IsFinite(discounted);
    }

    /// <summary>The months of a customer that <see cref="TryAhead"/> filled.</summary>
    public MonthsAhead Ahead(int row, ReadOnlySpan<double> months) => new(months, monthlyDiscount, Rises(row));

    /// <summary>The hazard per month with which who holds a product gives it up.</summary>
    public double GivesUp(string? product) => product is null ? 0 : givenUp.GetValueOrDefault(product);

    /// <summary>How many times the usual hazard of leaving who takes a product has.</summary>
    public double LeavesWith(string? product) => product is null ? 1 : leavesWith.GetValueOrDefault(product, 1);

    private void Survive(ValueRecord record, int row, Span<double> there)
    {
        var hazard = churn is null ? options.DefaultMonthlyChurn : Survival.Hazard(churn[row], options.ChurnMonths);
        new Survival(hazard, usualHazard ?? hazard, record.TenureMonths ?? 12, options).Fill(there);
    }

    /// <summary>Discounts each month in its place.</summary>
    /// <returns>Their sums before and after.</returns>
    private (double Months, double Discounted) Discount(Span<double> there)
    {
        var (months, discounted, factor) = (0.0, 0.0, 1.0);
        foreach (ref var month in there)
        {
            months += month;
            factor *= monthlyDiscount;
            month *= factor;
            discounted += month;
        }
        return (months, discounted);
    }

    /// <summary>
    /// By the month in which a term ends, the last of them for none within the horizon: by what share prices have risen by month.
    /// </summary>
    private static double[][] RisesOf(LifetimeOptions options, double termEnd)
    {
        // Who buys without a contract pays what things cost.
        var months = options.HorizonMonths;
        var (yearly, atEnd) = options.Model == LifetimeModel.Buying ? (0, 0) : (options.PriceRise, termEnd);
        return
        [
            .. Enumerable.Range(0, months + 1).Select(last => Enumerable.Range(0, months)
                .Select(month => Math.Pow(1 + yearly, (month + 1) / 12.0) * (month > last ? 1 + atEnd : 1) - 1).ToArray()),
        ];
    }

    private double[] Rises(int row) =>
        rises[double.IsNaN(termMonths[row]) ? options.HorizonMonths : (int)Math.Clamp(termMonths[row], 0, options.HorizonMonths)];

    /// <summary>What one unit of today's monthly revenue brings more by the prices to come.</summary>
    private double Rise(int row, ReadOnlySpan<double> there)
    {
        var (rise, rising) = (0.0, Rises(row));
        for (var t = 0; t < there.Length; t++)
            rise += there[t] * rising[t];
        return rise;
    }

    /// <summary>
    /// What products not held bring in the months of <paramref name="there"/>: in each the chance that they have been taken up by
    /// then x their margin.
    /// </summary>
    private double TakeUp(int row, double priceLevel, ReadOnlySpan<double> there)
    {
        var (margin, rising) = (0.0, Rises(row));
        foreach (var (propensity, held, product) in products)
        {
            if (held[row])
                continue;
            var (now, raised) = (value.MarginOf(product, priceLevel), value.RaisedOf(product, priceLevel));
            var taken = new Taken(
                Survival.Hazard(propensity[row], options.ChurnMonths), givenUp.GetValueOrDefault(product));
            for (var t = 0; t < there.Length; t++)
                margin += there[t] * taken.Next() * (now + raised * rising[t]);
        }
        return margin;
    }

    /// <summary>What products held do not bring in the months of <paramref name="there"/> since they are given up.</summary>
    private double GivenUp(int row, double priceLevel, ReadOnlySpan<double> there)
    {
        var (margin, rising) = (0.0, Rises(row));
        foreach (var (held, product, givesUp) in holdings)
        {
            if (!held[row])
                continue;
            var (now, raised, holds) = (value.MarginOf(product, priceLevel), value.RaisedOf(product, priceLevel), 1.0);
            for (var t = 0; t < there.Length; t++)
                margin += there[t] * (1 - (holds *= 1 - givesUp)) * (now + raised * rising[t]);
        }
        return margin;
    }
}
