using ReapFunctions.Snapshots;
using ReapFunctions.Value.Rhythms;

namespace ReapFunctions.Value;

/// <summary>What customers are ranked by into deciles and bands.</summary>
public enum RankedBy
{
    /// <summary>Value of the last 12 months: known without any model.</summary>
    Current,

    /// <summary>Lifetime value; the current value where a customer has none.</summary>
    Lifetime,
}

/// <summary>
/// One activity that costs money and what drives it: either a measure times a unit cost, or a cost by category.
/// </summary>
public sealed record CostDriver
{
    /// <summary>The driver's name in records, such as <c>calls</c>.</summary>
    public required string Name { get; init; }

    /// <summary>A measure of the contract, counted over 12 months, such as <c>contacts.call</c>.</summary>
    public string? Measure { get; init; }

    /// <summary>Currency per unit of <see cref="Measure"/>; needed beside it.</summary>
    public double? UnitCost { get; init; }

    /// <summary>A text or flag field whose value decides the cost of 12 months.</summary>
    public string? Field { get; init; }

    /// <summary>By value of <see cref="Field"/>: currency per 12 months. A value that is not named costs nothing.</summary>
    public IReadOnlyDictionary<string, double> Costs { get; init; } = new Dictionary<string, double>();

    /// <summary>Why a cost below 0 is right, in words; null (default) where none is. Without it such a cost is a fault.</summary>
    public string? Credit { get; init; }
}

/// <summary>Where the deciles are cut into bands.</summary>
public sealed record ValueBandOptions
{
    /// <summary>The last decile of band high; default 2.</summary>
    public int HighToDecile { get; init; } = 2;

    /// <summary>The last decile of band medium; default 6.</summary>
    public int MediumToDecile { get; init; } = 6;

    /// <summary>The band of a customer of a decile; a value below 0 is always negative.</summary>
    internal ValueBand BandOf(double value, int decile) =>
        value < 0 ? ValueBand.Negative
        : decile <= HighToDecile ? ValueBand.High
        : decile <= MediumToDecile ? ValueBand.Medium
        : ValueBand.Low;
}

/// <summary>What the lifetime value stands on.</summary>
public enum LifetimeModel
{
    /// <summary>A contract that is ended one day: the chance to leave of the churn model, month by month.</summary>
    Contract,

    /// <summary>No contract: how often, how lately and for how much a customer bought, by BG/NBD and gamma-gamma.</summary>
    Buying,
}

/// <summary>The measures of a source without contracts; names of the contract's measures, all in one unit of time.</summary>
public sealed record BuyingOptions
{
    /// <summary>Repeat purchases: the first is not one. Default <c>buying.frequency</c>.</summary>
    public string Frequency { get; init; } = "buying.frequency";

    /// <summary>True when <see cref="Frequency"/> counts the first purchase too.</summary>
    public bool CountsFirst { get; init; }

    /// <summary>Time from the first purchase to the last; 0 for who bought once. Default <c>buying.recency</c>.</summary>
    public string Recency { get; init; } = "buying.recency";

    /// <summary>True when <see cref="Recency"/> is the time since the last purchase instead.</summary>
    public bool SinceLast { get; init; }

    /// <summary>Time from the first purchase to the drop; null (default): the customer's tenure.</summary>
    public string? Age { get; init; }

    /// <summary>Mean amount of the repeat purchases; null (default): revenue to date / purchases.</summary>
    public string? Monetary { get; init; }

    /// <summary>Days in a unit of time, 0.01 to 366: 1 (default) for days, 7 for weeks.</summary>
    public double DaysPerUnit { get; init; } = 1;
}

/// <summary>The lifetime of a customer, month by month.</summary>
public sealed record LifetimeOptions
{
    /// <summary>
    /// Default <see cref="LifetimeModel.Contract"/>. Either looks <see cref="HorizonMonths"/> ahead and discounts.
    /// </summary>
    public LifetimeModel Model { get; init; }

    /// <summary>For <see cref="LifetimeModel.Buying"/>: where the purchases are.</summary>
    public BuyingOptions Buying { get; init; } = new();

    /// <summary>Months looked ahead; default 36, at most 240.</summary>
    public int HorizonMonths { get; init; } = 36;

    /// <summary>Yearly discount rate; default 0.10.</summary>
    public double DiscountRate { get; init; } = 0.10;

    /// <summary>
    /// By which share the prices that customers pay are to rise in a year, where that is decided; -0.5 to 1, default 0. Revenue
    /// rises by it month by month from now on, costs do not.
    /// </summary>
    public double PriceRise { get; init; }

    /// <summary>Whether anything says how long customers stay: without it nobody has a lifetime value.</summary>
    internal bool IsKnown => Churn is not null || Model == LifetimeModel.Buying;

    /// <summary>
    /// The target whose propensity is the chance to leave; null (default) for the one of kind churn. Without either there is a
    /// lifetime value by purchases alone.
    /// </summary>
    public string? Churn { get; init; }

    /// <summary>The months within which that propensity says a customer leaves, 0.01 to 240; default 3.</summary>
    public double ChurnMonths { get; init; } = 3;

    /// <summary>
    /// How fast loyalty grows: a customer of tenure T leaves in month t from now with hazard h (K + T) / (K + T + t), where K is
    /// this number of months and h the hazard of the churn model. Default 24, 0.01 to 10,000. The larger, the closer to a
    /// constant hazard.
    /// </summary>
    public double LoyaltyMonths { get; init; } = 24;

    /// <summary>
    /// Months after which the distance of a customer's hazard to the usual one of the base period is half of what it is now;
    /// default 12, 0.01 to 10,000.
    /// </summary>
    public double RevertMonths { get; init; } = 12;

    /// <summary>Hazard per month where no churn model is in use; default 0.02.</summary>
    public double DefaultMonthlyChurn { get; init; } = 0.02;
}

/// <summary>Indirect value: what a customer brings through others.</summary>
public sealed record AdvocacyOptions
{
    /// <summary>
    /// The measure that counts the customers this one brought in 12 months; left out where customers say themselves who referred
    /// them (<c>reap.referredBy</c> of the contract), who are then counted.
    /// </summary>
    public string? Measure { get; init; }

    /// <summary>
    /// Currency per customer brought, 0 or more. With <c>reap.referredBy</c> it counts as long as too few have come to know.
    /// </summary>
    public required double Worth { get; init; }

    /// <summary>Of customers who say who referred them, who came within so many months counts; 1 to 120, default 12.</summary>
    public double Months { get; init; } = 12;
}

/// <summary>What a customer is worth: <c>value.json</c>.</summary>
public sealed record ValueOptions
{
    public const string File = "value.json";

    /// <summary>ISO 4217 code, written into records and screens.</summary>
    public required string Currency { get; init; }

    /// <summary>Share of revenue that is left before direct cost; 0 to 1.</summary>
    public required double MarginRate { get; init; }

    /// <summary>The measures that revenue is taken from; names of the contract's measures.</summary>
    public string RevenueMonthly { get; init; } = "revenue.monthly";

    /// <inheritdoc cref="RevenueMonthly"/>
    public string RevenueYear { get; init; } = "revenue.12m";

    /// <inheritdoc cref="RevenueMonthly"/>
    public string RevenueToDate { get; init; } = "revenue.toDate";

    /// <summary>The measure of direct cost over 12 months; without it the margin rate alone stands for direct cost.</summary>
    public string DirectCost { get; init; } = "directCost.12m";

    /// <summary>The activities that make the cost to serve.</summary>
    public IReadOnlyList<CostDriver> CostToServe { get; init; } = [];

    /// <summary>By product: currency of margin per month, for take-up in the lifetime value and for offers.</summary>
    public IReadOnlyDictionary<string, double> ProductMargins { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// By product: its list price per month. Where the prices of all that a customer holds are known, what the customer pays over
    /// them is taken for products not held, too, in the lifetime value and in offers.
    /// </summary>
    public IReadOnlyDictionary<string, double> ProductPrices { get; init; } = new Dictionary<string, double>();

    /// <summary>What a customer brings through others; null when the data does not say.</summary>
    public AdvocacyOptions? Advocacy { get; init; }

    /// <summary>What it costs to win a customer, by channel; null where nothing says how customers were won.</summary>
    public AcquisitionOptions? Acquisition { get; init; }

    /// <summary>What enquiries are expected to bring; null in a portfolio without a source of them.</summary>
    public EnquiryOptions? Enquiries { get; init; }

    /// <summary>How it is known what a customer spends in all, at every supplier; null where it is not.</summary>
    public WalletOptions? Wallet { get; init; }

    /// <summary>How it is judged who is asleep; null where nothing tells of a rhythm.</summary>
    public RhythmOptions? Rhythm { get; init; }

    /// <summary>A customer of at most this many months is new; default 3.</summary>
    public double NewToMonths { get; init; } = 3;

    /// <summary>What deciles rank; default the current value.</summary>
    public RankedBy RankedBy { get; init; }

    /// <summary>Where deciles become bands.</summary>
    public ValueBandOptions Bands { get; init; } = new();

    /// <summary>What a customer pays over the list for what is held.</summary>
    public ListPrices ListPrices => new(RevenueMonthly, ProductPrices);

    /// <summary>The margin per month of a product for a customer who pays <paramref name="priceLevel"/> of the list.</summary>
    public double MarginOf(string product, double priceLevel) =>
        ProductMargins.GetValueOrDefault(product)
        + (priceLevel - 1) * ProductPrices.GetValueOrDefault(product) * MarginRate;

    /// <summary>What of it a rise of all prices raises.</summary>
    internal double RaisedOf(string product, double priceLevel) =>
        priceLevel * ProductPrices.GetValueOrDefault(product) * MarginRate;

    /// <summary>How the lifetime is worked out.</summary>
    public LifetimeOptions Lifetime { get; init; } = new();
}
