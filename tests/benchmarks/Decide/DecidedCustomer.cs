using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Generate.Contacts;
using ReapFunctions.Local.Reap.Generate.Prospects;
using ReapFunctions.Offers;
using ReapFunctions.Risk;
using ReapFunctions.Value;

namespace ReapFunctions.Benchmarks.Decide;

/// <summary>What the night says of a customer, and what is true of them.</summary>
/// <param name="Calls">What lies ahead, and what a call about each offer brings.</param>
/// <param name="Messages">The same for messages about the offers kept, by offer and channel.</param>
internal sealed record DecidedCustomer(
    ValueRecord Value, RiskRecord Risk, OfferRecord Offers, Prospect Calls,
    IReadOnlyDictionary<(string Offer, string Channel), OfferProspect> Messages)
{
    public const string Call = "call";

    /// <summary>May be contacted with offers: a customer, and not of the control group.</summary>
    public bool MayBeContacted => Offers is { Active: true, Control: false };

    public TrueChances Chances => Calls.Chances;

    /// <summary>What a contact about an offer truly brings.</summary>
    public OfferProspect Truth(string offer, string channel = Call) =>
        channel != Call ? Messages[(offer, channel)]
        : TelcoOfferFacts.TryParse(offer, out TelcoOffer known) ? Calls.Offers[(int)known]
        : throw new InvalidOperationException($"The synthetic telco does not know the offer '{offer}'.");
}
