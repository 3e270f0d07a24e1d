using ReapFunctions.Offers;

namespace ReapFunctions.Scorecards;

/// <summary>
/// Counts and sums of some customers. Money is decimal, so that sums are exact and the same in any order of adding. Values are
/// those of active customers unless the name says otherwise. What has no meaning in the portfolio is null: the risk without a
/// target of kind churn, the lifetime where nothing says how long customers stay.
/// </summary>
public sealed record ScorecardCell
{
    public long Customers { get; init; }

    public long Active { get; init; }

    /// <summary>Customers who have left.</summary>
    public long Lapsed { get; init; }

    /// <summary>Active customers acquired within the months that value.json calls new.</summary>
    public long New { get; init; }

    /// <summary>Active customers who cost more than they bring.</summary>
    public long Negative { get; init; }

    /// <summary>Active customers in the highest risk band.</summary>
    public long? AtRisk { get; init; }

    /// <summary>Active customers of whom no risk is known, as there is no model.</summary>
    public long? RiskUnknown { get; init; }

    /// <summary>Products held by active customers.</summary>
    public long Products { get; init; }

    /// <summary>Active customers with at least one offer that passed the policy.</summary>
    public long WithOffer { get; init; }

    /// <summary>Active customers of the control group.</summary>
    public long Control { get; init; }

    /// <summary>Active customers with an open complaint.</summary>
    public long Complaints { get; init; }

    public decimal Revenue { get; init; }

    /// <summary>What those spend in all of whom it is known, at every supplier, in 12 months; null where it never is.</summary>
    public decimal? Wallet { get; init; }

    /// <summary>What these spend of it here.</summary>
    public decimal? WalletHere { get; init; }

    public decimal CostToServe { get; init; }

    /// <summary>Value of 12 months.</summary>
    public decimal Value { get; init; }

    /// <summary>The value of 12 months of who has left.</summary>
    public decimal LapsedValue { get; init; }

    public decimal ToDate { get; init; }

    public decimal? Lifetime { get; init; }

    /// <summary>The part of <see cref="Lifetime"/> that take-up is expected to bring.</summary>
    public decimal? TakeUp { get; init; }

    public decimal? ValueAtRisk { get; init; }

    /// <summary>Lifetime value of new customers.</summary>
    public decimal? NewLifetime { get; init; }

    /// <summary>By lever: customers whose best offer pulls it.</summary>
    public IReadOnlyDictionary<Lever, long> BestOffers { get; init; } = new Dictionary<Lever, long>();

    /// <summary>The cell of nobody in the same portfolio.</summary>
    internal ScorecardCell Nobody => new()
    {
        Wallet = Wallet is null ? null : 0,
        WalletHere = WalletHere is null ? null : 0,
        AtRisk = AtRisk is null ? null : 0,
        RiskUnknown = RiskUnknown is null ? null : 0,
        Lifetime = Lifetime is null ? null : 0,
        TakeUp = TakeUp is null ? null : 0,
        ValueAtRisk = ValueAtRisk is null ? null : 0,
        NewLifetime = NewLifetime is null ? null : 0,
    };

    public static ScorecardCell operator +(ScorecardCell one, ScorecardCell other) => new()
    {
        Customers = one.Customers + other.Customers,
        Active = one.Active + other.Active,
        Lapsed = one.Lapsed + other.Lapsed,
        New = one.New + other.New,
        Negative = one.Negative + other.Negative,
        AtRisk = Sums.Add(one.AtRisk, other.AtRisk),
        RiskUnknown = Sums.Add(one.RiskUnknown, other.RiskUnknown),
        Products = one.Products + other.Products,
        WithOffer = one.WithOffer + other.WithOffer,
        Control = one.Control + other.Control,
        Complaints = one.Complaints + other.Complaints,
        Revenue = one.Revenue + other.Revenue,
        Wallet = Sums.Add(one.Wallet, other.Wallet),
        WalletHere = Sums.Add(one.WalletHere, other.WalletHere),
        CostToServe = one.CostToServe + other.CostToServe,
        Value = one.Value + other.Value,
        LapsedValue = one.LapsedValue + other.LapsedValue,
        ToDate = one.ToDate + other.ToDate,
        Lifetime = Sums.Add(one.Lifetime, other.Lifetime),
        TakeUp = Sums.Add(one.TakeUp, other.TakeUp),
        ValueAtRisk = Sums.Add(one.ValueAtRisk, other.ValueAtRisk),
        NewLifetime = Sums.Add(one.NewLifetime, other.NewLifetime),
        BestOffers = Sum(one.BestOffers, other.BestOffers),
    };

    private static SortedDictionary<Lever, long> Sum(IReadOnlyDictionary<Lever, long> one, IReadOnlyDictionary<Lever, long> other)
    {
        var sum = new SortedDictionary<Lever, long>();
        foreach (var (lever, count) in one.Concat(other))
            sum[lever] = sum.GetValueOrDefault(lever) + count;
        return sum;
    }
}
