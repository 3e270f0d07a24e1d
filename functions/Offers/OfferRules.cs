namespace ReapFunctions.Offers;

/// <summary>
/// All rules of an offer in the order they are asked: layer by layer, hard stops first, then the policy, then its own.
/// </summary>
internal static class OfferRules
{
    public static IEnumerable<(Layer Layer, PolicyRule Asked)> For(
        Offer offer, EngagementPolicy policy, IEnumerable<string> stops)
    {
        foreach (var layer in Enum.GetValues<Layer>())
        {
            foreach (var rule in HardStops.For(offer, layer, stops).Concat(OfPolicy(offer, policy.Of(layer)))
                .Concat(Own(offer, layer)))
                yield return (layer, rule);
        }
    }

    /// <summary>Whether something limited to offers and kinds covers this offer; empty limits cover all.</summary>
    public static bool Covers(IReadOnlyList<string> offers, IReadOnlyList<OfferKind> kinds, Offer offer) =>
        Covers(offers, kinds, offer.Name, offer.Kind);

    /// <inheritdoc cref="Covers(IReadOnlyList{string}, IReadOnlyList{OfferKind}, Offer)"/>
    public static bool Covers(IReadOnlyList<string> offers, IReadOnlyList<OfferKind> kinds, string offer, OfferKind kind) =>
        (offers.Count == 0 || offers.Contains(offer)) && (kinds.Count == 0 || kinds.Contains(kind));

    private static IEnumerable<PolicyRule> OfPolicy(Offer offer, IReadOnlyList<PolicyRule> rules) =>
        offer.IsCare ? [] : rules.Where(rule => Covers(rule.Offers, rule.Kinds, offer));

    private static IReadOnlyList<PolicyRule> Own(Offer offer, Layer layer) => layer switch
    {
        Layer.Eligibility => offer.Eligibility,
        Layer.Applicability => offer.Applicability,
        _ => offer.Suitability,
    };
}
