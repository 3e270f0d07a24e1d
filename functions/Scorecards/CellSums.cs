using ReapFunctions.Offers;
using ReapFunctions.Risk;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards;

/// <summary>A cell while customers are added to it.</summary>
internal sealed class CellSums(DecisionOptions config)
{
    private readonly string? highestRisk = config.Risk?.Bands[0].Name;
    private readonly double newToMonths = config.Value.NewToMonths;
    private readonly bool hasLifetime = config.Value.Lifetime.IsKnown;
    private readonly SortedDictionary<Lever, long> bestOffers = [];
    private long customers, active, fresh, negative, atRisk, riskUnknown, products, withOffer, control, complaints;
    private readonly bool hasWallet = config.Value.Wallet is not null;
    private decimal wallet, walletHere;
    private decimal revenue, costToServe, current, lapsedValue, toDate, lifetime, takeUp, valueAtRisk, newLifetime;

    public void Add(ValueRecord value, RiskRecord risk, OfferRecord offer)
    {
        customers++;
        if (!value.Active)
        {
            lapsedValue += Money.Exact(value.Current);
            return;
        }
        active++;
        AddValue(value);
        atRisk += risk.Band == highestRisk ? 1 : 0;
        riskUnknown += risk.Band == RiskOptions.Unknown ? 1 : 0;
        complaints += risk.Recover ? 1 : 0;
        valueAtRisk += Money.Exact(risk.ValueAtRisk ?? 0);
        control += offer.Control ? 1 : 0;
        if (offer.Offers.Count == 0)
            return;
        withOffer++;
        var lever = offer.Offers[0].Lever;
        bestOffers[lever] = bestOffers.GetValueOrDefault(lever) + 1;
    }

    public ScorecardCell Cell() => new()
    {
        Customers = customers,
        Active = active,
        Lapsed = customers - active,
        New = fresh,
        Negative = negative,
        AtRisk = highestRisk is null ? null : atRisk,
        RiskUnknown = highestRisk is null ? null : riskUnknown,
        Products = products,
        WithOffer = withOffer,
        Control = control,
        Complaints = complaints,
        Revenue = revenue,
        Wallet = hasWallet ? wallet : null,
        WalletHere = hasWallet ? walletHere : null,
        CostToServe = costToServe,
        Value = current,
        LapsedValue = lapsedValue,
        ToDate = toDate,
        Lifetime = hasLifetime ? lifetime : null,
        TakeUp = hasLifetime ? takeUp : null,
        ValueAtRisk = highestRisk is null ? null : valueAtRisk,
        NewLifetime = hasLifetime ? newLifetime : null,
        BestOffers = new SortedDictionary<Lever, long>(bestOffers),
    };

    private void AddValue(ValueRecord value)
    {
        var isNew = value.TenureMonths <= newToMonths;
        var life = Money.Exact(value.Lifetime ?? 0);
        fresh += isNew ? 1 : 0;
        newLifetime += isNew ? life : 0;
        negative += value.Current < 0 ? 1 : 0;
        products += value.Products;
        revenue += Money.Exact(value.Revenue);
        wallet += Money.Exact(value.Wallet ?? 0);
        walletHere += value.Wallet is { } all ? Money.Exact(Money.Round(Math.Clamp(Wallets.YearOf(value), 0, all))) : 0;
        costToServe += Money.Exact(value.CostToServe);
        current += Money.Exact(value.Current);
        toDate += Money.Exact(value.ToDate);
        lifetime += life;
        takeUp += Money.Exact(value.TakeUp ?? 0);
    }
}
