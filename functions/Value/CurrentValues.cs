using ReapFunctions.Contracts;
using ReapFunctions.Runs;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Value;

/// <summary>A value of the past and what it stands on.</summary>
/// <param name="Record">Without lifetime, decile, band and words.</param>
/// <param name="MarginOfMonth">What a month ahead is expected to bring, in currency.</param>
internal readonly record struct PastValue(ValueRecord Record, Proxy Proxies, double MarginOfMonth, double RevenueOfMonth);

/// <summary>
/// Values of the past: the last 12 months and since acquisition. No model is needed for them, so deciles ranked by the current
/// value can be cut before anything is scored.
/// </summary>
internal sealed class CurrentValues
{
    private const double Year = 12;

    private readonly ValueOptions options;
    private readonly RoleColumns columns;
    private readonly SnapshotColumn? monthly, yearly, toDate, directCost, referrals, segments, channels;
    private readonly double[] tenure;
    private readonly bool[] active;
    private readonly string[] products;
    private readonly bool[][] holdings;
    private readonly Amount?[] margins;
    private readonly double[] priceLevels;
    private readonly CostToServe costs;
    private readonly double directShare;
    private readonly Wallets? wallets;

    /// <param name="basePeriod">Null while it is being made.</param>
    public CurrentValues(
        ValueOptions options, Roles roles, Snapshot customers, DateOnly asOf, ValueCutPoints? basePeriod)
    {
        var typical = basePeriod?.Typical ?? new Dictionary<string, double>();
        this.options = options;
        directShare = typical.GetValueOrDefault(ValueDrivers.Revenue) is var income and > 0
            ? typical.GetValueOrDefault(ValueDrivers.DirectCost) / income
            : 0;
        columns = new RoleColumns(customers, roles);
        monthly = columns.Measure(options.RevenueMonthly);
        yearly = columns.Measure(options.RevenueYear);
        toDate = columns.Measure(options.RevenueToDate);
        directCost = columns.Measure(options.DirectCost);
        referrals = columns.Measure(options.Advocacy?.Measure);
        wallets = options.Wallet is { } wallet
            ? new Wallets(wallet, customers, roles, basePeriod?.Wallets ?? new Dictionary<string, double>())
            : null;
        segments = columns.Segment();
        channels = options.Acquisition is null ? null : columns.Channel();
        tenure = columns.Tenure(asOf);
        active = columns.Active();
        // By name: records do not hang on the order in which a contract lists its products.
        products = [.. roles.Holdings.Keys.Order(StringComparer.Ordinal)];
        holdings = [.. products.Select(product => columns.Flags(roles.Holdings[product]))];
        margins = [.. products.Select(MarginOf)];
        priceLevels = options.ListPrices.Levels(customers, roles);
        costs = new CostToServe(options.CostToServe, columns, customers);
        Proxies = new ProxyWords(options, costs.Missing);
    }

    public ProxyWords Proxies { get; }

    /// <summary>What is known of one row from the past.</summary>
    public PastValue Of(int row, RunId run)
    {
        var proxies = costs.Missing.Count > 0 ? Proxy.CostToServePartly : Proxy.None;
        var months = Tenure(row, ref proxies);
        var revenue = Revenue(row, months, ref proxies);
        var direct = DirectCost(row, ref proxies);
        var costBy = costs.Of(row);
        var serve = 0.0;
        foreach (var line in costBy)
            serve += line.Value;
        serve = Money.Round(serve);
        var current = Money.Round(revenue * options.MarginRate - direct - serve);
        var held = Held(row);
        var scale = ToDateScale(row, months, revenue, ref proxies, out var total);
        var record = new ValueRecord
        {
            CustomerId = columns.CustomerId(row),
            Run = run,
            Segment = segments?.Text(row),
            Active = active[row],
            TenureMonths = double.IsNaN(tenure[row]) ? null : Math.Round(tenure[row], 1),
            Products = held.Length,
            Holdings = held,
            PriceLevel = double.IsNaN(priceLevels[row]) ? 1 : priceLevels[row],
            Revenue = revenue,
            DirectCost = direct,
            CostBy = costBy,
            MarginBy = MarginBy(row),
            CostToServe = serve,
            Current = current,
            ToDate = Money.Round(total * options.MarginRate - (direct + serve) * scale),
            Indirect = Money.Round(NumberOr(referrals, row, 0) * (options.Advocacy?.Worth ?? 0)),
        };
        if (channels is not null)
            record = record with { Acquisition = Acquisition.Of(channels.Text(row), record.ToDate, options.Acquisition!) };
        if (record.Active && wallets?.Of(row, record, out var isModel) is { } wallet)
        {
            proxies |= isModel ? Proxy.WalletOfGroup : Proxy.None;
            record = WithWallet(record, wallet);
        }
        var revenueOfMonth = RevenueOfMonth(row, record);
        return new PastValue(record, proxies, MarginOfMonth(row, record, revenueOfMonth), revenueOfMonth);
    }

    private double RevenueOfMonth(int row, ValueRecord record)
    {
        var tenure = record.TenureMonths ?? Year;
        return tenure < 1 ? NumberOr(monthly, row, record.Revenue) : record.Revenue / Math.Clamp(tenure, 1, Year);
    }

    /// <summary>
    /// What a month as the last ones brings: revenue x margin rate less direct cost and cost to serve, each over the months in
    /// which the customer was one. Who has been one for less than a month is taken by the monthly revenue, and costs what is
    /// typical for it.
    /// </summary>
    private double MarginOfMonth(int row, ValueRecord record, double revenue)
    {
        var tenure = record.TenureMonths ?? Year;
        var months = Math.Clamp(tenure, 1, Year);
        var direct = tenure < 1 ? Math.Max(record.DirectCost, revenue * directShare) : record.DirectCost / months;
        return revenue * options.MarginRate - direct - costs.OfMonth(row, months);
    }

    private double Tenure(int row, ref Proxy proxies)
    {
        if (!double.IsNaN(tenure[row]))
            return tenure[row];
        proxies |= Proxy.TenureUnknown;
        return Year;
    }

    private double Revenue(int row, double months, ref Proxy proxies)
    {
        var year = NumberOr(yearly, row, double.NaN);
        if (double.IsNaN(year))
        {
            year = NumberOr(monthly, row, double.NaN) * Math.Min(months, Year);
            proxies |= double.IsNaN(year) ? Proxy.RevenueMissing : Proxy.RevenueFromMonthly;
        }
        return double.IsNaN(year) ? 0 : Money.Round(year);
    }

    private double DirectCost(int row, ref Proxy proxies)
    {
        var cost = NumberOr(directCost, row, double.NaN);
        if (!double.IsNaN(cost))
            return Money.Round(cost);
        proxies |= Proxy.DirectCostFromMarginRate;
        return 0;
    }

    /// <summary>Revenue since acquisition, and how often the costs of the last year fit into it.</summary>
    private double ToDateScale(int row, double months, double revenue, ref Proxy proxies, out double total)
    {
        total = NumberOr(toDate, row, double.NaN);
        if (double.IsNaN(total))
        {
            total = NumberOr(monthly, row, double.NaN) * months;
            proxies |= double.IsNaN(total) ? Proxy.ToDateFromYear : Proxy.ToDateFromMonthly;
        }
        if (double.IsNaN(total))
            total = revenue;
        return revenue > 0 ? total / revenue : Math.Max(1, months / Year);
    }

    private string[] Held(int row) => [.. products.Where((_, product) => holdings[product][row])];

    private Amount? MarginOf(string product) =>
        options.ProductMargins.TryGetValue(product, out var month) ? new Amount(product, Money.Round(month * Year)) : null;

    private List<Amount> MarginBy(int row)
    {
        var held = new List<Amount>(margins.Length);
        for (var product = 0; product < margins.Length; product++)
        {
            if (holdings[product][row] && margins[product] is { } margin)
                held.Add(margin);
        }
        return held;
    }

    private ValueRecord WithWallet(ValueRecord record, double wallet) => record with
    {
        Wallet = wallet,
        WalletShare = wallet > 0 ? Math.Round(Math.Clamp(Wallets.YearOf(record) / wallet, 0, 1), 4) : null,
        Opportunity = Money.Round(Math.Max(0, wallet - Math.Max(0, Wallets.YearOf(record))) * options.MarginRate),
    };

    private static double NumberOr(SnapshotColumn? column, int row, double otherwise) =>
        column is null || double.IsNaN(column.Number(row)) ? otherwise : column.Number(row);
}
