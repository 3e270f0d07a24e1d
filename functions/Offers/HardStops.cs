using ReapFunctions.Rules;

namespace ReapFunctions.Offers;

/// <summary>
/// Rules of engagement that no configuration switches off, written as rules like any other so that explanations name them:
/// who has left gets nothing but win-back, nobody is sold what they hold, a vulnerable customer is never sold to, and while a
/// complaint is open the relationship is put right first.
/// </summary>
internal static class HardStops
{
    public const string Vulnerable = "vulnerable";
    public const string OpenComplaint = "openComplaint";
    public const string Consent = "consent";
    public const string Costly = "costly";
    public const string Pays = "pays";

    private static readonly PolicyRule Current = new()
    {
        Name = "active",
        Must = new Condition { Field = FactNames.Active, Is = "true" },
        Because = "The customer has left.",
    };

    private static readonly PolicyRule Former = new()
    {
        Name = "former",
        Must = new Condition { Field = FactNames.Active, Is = "false" },
        Because = "Only for customers who have left.",
    };

    private static readonly PolicyRule NotVulnerable = new()
    {
        Name = Vulnerable,
        Must = new Condition { Field = FactNames.Vulnerable, Is = "false" },
        Because = "The customer needs special care: sell nothing.",
    };

    private static readonly PolicyRule NoComplaint = new()
    {
        Name = OpenComplaint,
        Must = new Condition { Field = FactNames.OpenComplaint, Is = "false" },
        Because = "A complaint is open: put it right first.",
    };

    /// <summary>
    /// The stops of an offer in a layer; care has none but that recovery and service may need no one's consent.
    /// </summary>
    /// <param name="stops">Names of the contract's own stops.</param>
    public static IEnumerable<PolicyRule> For(Offer offer, Layer layer, IEnumerable<string> stops) => layer switch
    {
        _ when offer.IsCare => [],
        Layer.Eligibility => Eligibility(offer),
        Layer.Suitability => [NotVulnerable, NoComplaint, .. stops.Order(StringComparer.Ordinal).Select(Named)],
        _ => [],
    };

    private static PolicyRule Named(string stop) => new()
    {
        Name = FactNames.Stop + stop,
        Must = new Condition { Field = FactNames.Stop + stop, Is = "false" },
        Because = $"The account is marked '{stop}': sell nothing.",
    };

    private static IEnumerable<PolicyRule> Eligibility(Offer offer)
    {
        yield return offer.Kind == OfferKind.WinBack ? Former : Current;
        if (offer.Tier is { } tier)
            yield return new PolicyRule
            {
                Name = "lowerTier",
                Must = new Condition { Field = tier.Field, In = [.. tier.Below.Select(below => new Scalar(below))] },
                Because = "The customer is on this tier or a higher one already.",
            };
        if (offer.Product is { } product && offer.Kind == OfferKind.Sale)
            yield return new PolicyRule
            {
                Name = "notHeld",
                Must = new Condition { Field = FactNames.Holds + product, Is = "false" },
                Because = "The customer has it already.",
            };
    }
}
