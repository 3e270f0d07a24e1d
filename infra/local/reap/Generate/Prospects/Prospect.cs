using ReapFunctions.Local.Reap.Generate.Contacts;

namespace ReapFunctions.Local.Reap.Generate.Prospects;

/// <summary>
/// What truly lies ahead of a customer on the evening of a drop, exact from hazards: no contact is made but the one that is
/// looked at.
/// </summary>
/// <param name="Chances">
/// Of the coming 90 days without contact; NaN for products held, and for all where the customer has left.
/// </param>
/// <param name="Without">Money without contact.</param>
/// <param name="Offers">What one contact today brings instead, by offer, in the order that was asked for.</param>
internal sealed record Prospect(
    CustomerAtDrop Customer, TrueChances Chances, FutureMoney Without, IReadOnlyList<OfferProspect> Offers);

/// <summary>What a contact about an offer truly brings.</summary>
/// <param name="Yes">Chance of a yes to it.</param>
/// <param name="Churn">Chance to leave in the coming 90 days with it; NaN where the customer has left.</param>
/// <param name="Money">With it, what the contact and a yes to it cost taken off.</param>
/// <param name="Incremental">Discounted: what it brings more than no contact.</param>
/// <param name="Likely">
/// What it may be expected to be by who knows all of the customer but the hidden traits; null where that was not asked for.
/// </param>
internal readonly record struct OfferProspect(
    TelcoOffer Offer, double Yes, double Churn, FutureMoney Money, double Incremental, LikelyProspect? Likely = null);

/// <inheritdoc cref="OfferProspect"/>
internal readonly record struct LikelyProspect(double Yes, double Incremental);

/// <summary>Margin less cost to serve over the months that <c>config/value.json</c> looks ahead, in EUR.</summary>
internal readonly record struct FutureMoney(double Undiscounted, double Discounted)
{
    public static FutureMoney operator +(FutureMoney left, FutureMoney right) =>
        new(left.Undiscounted + right.Undiscounted, left.Discounted + right.Discounted);

    public static FutureMoney operator *(double factor, FutureMoney money) =>
        new(factor * money.Undiscounted, factor * money.Discounted);

    /// <summary>An amount of today.</summary>
    public static FutureMoney Today(double amount) => new(amount, amount);
}
