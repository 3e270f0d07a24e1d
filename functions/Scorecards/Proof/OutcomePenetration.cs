using ReapFunctions.Offers;

namespace ReapFunctions.Scorecards.Proof;

/// <summary>Penetration by outcomes between two runs.</summary>
/// <param name="Accepted">Offers that customers accepted.</param>
/// <param name="AcceptedValue">What they are worth: accepted offers x value.</param>
/// <param name="Confirmed">Of these, shown by the later drop.</param>
/// <param name="TakenUp">Best offers of a product whose customer took it up, said or not: observed.</param>
/// <param name="Offers">By offer.</param>
public sealed record OutcomePenetration(
    long Accepted, decimal AcceptedValue, long Confirmed, long TakenUp, IReadOnlyList<OfferOutcomes> Offers)
{
    internal static OutcomePenetration From(
        IReadOnlyList<OfferOutcomes> offers, RunComparison comparison, OfferOptions options) => new(
        offers.Sum(offer => offer.Accepted),
        offers.Sum(offer => offer.AcceptedValue),
        offers.Sum(offer => offer.Confirmed),
        options.Offers.Where(offer => offer.Product is not null)
            .Sum(offer => comparison.Arms.GetValueOrDefault($"offer:{offer.Name}") is { } arms
                ? arms.Treated.Successes + arms.Control.Successes
                : 0),
        offers);
}
