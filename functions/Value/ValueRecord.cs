using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Value.Rhythms;

namespace ReapFunctions.Value;

/// <summary>A named amount of money, in the portfolio's currency.</summary>
public readonly record struct Amount(string Name, double Value);

/// <summary>What one customer is worth in one run. Amounts are in the portfolio's currency, rounded to hundredths.</summary>
public sealed record ValueRecord : ICustomerRecord
{
    public required string CustomerId { get; init; }

    public required RunId Run { get; init; }

    public string? Segment { get; init; }

    /// <summary>Still a customer.</summary>
    public bool Active { get; init; }

    /// <summary>Months since acquisition; null when the source does not say.</summary>
    public double? TenureMonths { get; init; }

    /// <summary>Products held.</summary>
    public int Products { get; init; }

    /// <summary>
    /// Their names, in the order of the names; empty where none is held, and in runs of before records kept them.
    /// </summary>
    public IReadOnlyList<string> Holdings { get; init; } = [];

    /// <summary>What the customer pays over the list prices of what is held, 0.25 to 4; 1 where it is not known.</summary>
    public double PriceLevel { get; init; } = 1;

    /// <summary>Revenue of 12 months.</summary>
    public double Revenue { get; init; }

    /// <summary>Direct cost of 12 months.</summary>
    public double DirectCost { get; init; }

    /// <summary>Cost to serve of 12 months: the sum of <see cref="CostBy"/>.</summary>
    public double CostToServe { get; init; }

    /// <summary>Cost to serve by driver; drivers that cost nothing are left out.</summary>
    public IReadOnlyList<Amount> CostBy { get; init; } = [];

    /// <summary>
    /// Margin that each product held brings in 12 months by the portfolio's <c>productMargins</c>; a product without one is left
    /// out. It explains <see cref="Current"/> and is no part of it, which is measured.
    /// </summary>
    public IReadOnlyList<Amount> MarginBy { get; init; } = [];

    /// <summary>Value of 12 months: revenue x margin rate - direct cost - cost to serve.</summary>
    public double Current { get; init; }

    /// <summary>The same since acquisition.</summary>
    public double ToDate { get; init; }

    /// <summary>
    /// Expected value over the horizon, discounted; null for who is no longer a customer, and, as the two that follow, where
    /// neither churn nor purchases say how long customers stay.
    /// </summary>
    public double? Lifetime { get; init; }

    /// <summary>
    /// <see cref="Lifetime"/> of who certainly stays until the window of the churn model ends; null where that is. What is lost
    /// with a customer who leaves within it.
    /// </summary>
    public double? LifetimeIfKept { get; init; }

    /// <summary>The part of <see cref="Lifetime"/> that products not yet held are expected to bring.</summary>
    public double? TakeUp { get; init; }

    /// <summary>Worth of the customers this one brought in 12 months; not part of the other values.</summary>
    public double Indirect { get; init; }

    /// <summary>How the customer was won, and whether they have paid for it; null where the source does not say.</summary>
    public Acquisition? Acquisition { get; init; }

    /// <summary>
    /// Whom the customer brought and how they came themselves; null of who did neither, and in a portfolio whose customers do not
    /// say who referred them.
    /// </summary>
    public Advocacy? Advocacy { get; init; }

    /// <summary>Months until the expected loss, within the horizon; 0 for who has left.</summary>
    public double? ExpectedMonths { get; init; }

    /// <summary>The same, each month at its worth today: what one currency unit a month is worth; null where not known.</summary>
    public double? DiscountedMonths { get; init; }

    /// <summary>What the customer spends in all in 12 months, at every supplier; null when not known.</summary>
    public double? Wallet { get; init; }

    /// <summary>Share of it that is spent here, 0 to 1; 0 of who was credited more than billed; null when not known.</summary>
    public double? WalletShare { get; init; }

    /// <summary>Margin of 12 months that the rest would bring; null when not known.</summary>
    public double? Opportunity { get; init; }

    /// <summary>The customer's own rhythm, and whether they still keep it; null without one, and for who has left.</summary>
    public RhythmState? Rhythm { get; init; }

    /// <summary>1 (best) to 10, by the cut points of the base period.</summary>
    public int Decile { get; init; }

    public ValueBand Band { get; init; }

    /// <summary>What makes the difference to a typical customer of the base period, largest first.</summary>
    public IReadOnlyList<Amount> Drivers { get; init; } = [];

    /// <summary>Numbers that stand on a stand-in, each as <c>number: what stands in for it</c>.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];
}
