using ReapFunctions.Outcomes;

namespace ReapFunctions.Offers;

/// <summary>One way to contact a customer: about an offer, on a channel.</summary>
/// <param name="Promised">Currency that it is said to bring before its cost: P on the channel x (V + the incentive).</param>
/// <param name="Net">What such promises have been worth, less <paramref name="Spend"/>.</param>
/// <param name="Spend">Currency that it is expected to cost: the contact + P on the channel x the incentive.</param>
public readonly record struct ContactChoice(KeptOffer Offer, string Channel, double Promised, double Net, double Spend);

/// <summary>The ways to contact customers that a budget may buy.</summary>
public sealed class EfficientContacts(OfferOptions options)
{
    private readonly Dictionary<string, double> incentives =
        options.Offers.ToDictionary(offer => offer.Name, offer => offer.Cost, StringComparer.Ordinal);

    /// <summary>
    /// The efficient ways to contact a customer once, from the cheapest on: each brings more than the one before, and for each
    /// unit that it costs more less than that did. All others are worse than one of them, or than two in turn (the upper hull of
    /// the multiple-choice knapsack, Sinha and Zoltners 1979).
    /// </summary>
    /// <returns>None for who may not be contacted: the control group, who has left, and who is owed a recovery first.</returns>
    public IReadOnlyList<ContactChoice> Of(OfferRecord record)
    {
        if (!record.Active || record.Control || record.Offers is not [{ Kind: not OfferKind.Recovery }, ..])
            return [];
        var hull = new List<ContactChoice>();
        foreach (var choice in All(record).OrderBy(choice => choice.Spend).ThenByDescending(choice => choice.Net))
        {
            if (choice.Net <= (hull.Count == 0 ? 0 : hull[^1].Net))
                continue;
            while (hull.Count > 0 && Return(BeforeLast(hull), hull[^1]) <= Return(BeforeLast(hull), choice))
                hull.RemoveAt(hull.Count - 1);
            hull.Add(choice);
        }
        return hull;
    }

    /// <summary>
    /// What a choice brings more than another, per unit of what it costs more; infinite where that is nothing.
    /// </summary>
    public static double Return(in ContactChoice before, in ContactChoice choice) =>
        choice.Spend > before.Spend ? (choice.Net - before.Net) / (choice.Spend - before.Spend) : double.PositiveInfinity;

    private static ContactChoice BeforeLast(List<ContactChoice> hull) => hull.Count == 1 ? default : hull[^2];

    private IEnumerable<ContactChoice> All(OfferRecord record)
    {
        foreach (var offer in record.Offers)
        {
            foreach (var channel in offer.Channels)
            {
                var chance = YesRate.On(offer.Factors.P, options.OddsOn(channel));
                var contact = options.ContactCosts.GetValueOrDefault(channel);
                var promised = chance * (offer.Factors.V + incentives[offer.Name]);
                var spend = contact + chance * incentives[offer.Name];
                yield return new ContactChoice(
                    offer, channel, promised, promised * options.PromiseWorth.GetValueOrDefault(offer.Lever, 1) - spend, spend);
            }
        }
    }
}
