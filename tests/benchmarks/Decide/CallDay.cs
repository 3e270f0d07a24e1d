using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Generate.Contacts;
using ReapFunctions.Offers;

namespace ReapFunctions.Benchmarks.Decide;

/// <summary>
/// A campaign, the day after a night: some customers are drawn and told on the phone one of the prompts that the agent sees, the
/// first more often than the others, and those who are first on the list of churn by value are called to be kept. They answer as
/// the synthetic telco's customers do. The replies are posted, and the nights that follow learn from them, and from who has left
/// since.
/// </summary>
/// <param name="Telco">The telco in which the calls were made.</param>
/// <param name="Made">All calls until now.</param>
/// <param name="Asked">The customers who were called last.</param>
internal sealed record CallDay(TelcoOptions Telco, IReadOnlyList<Contact> Made, IReadOnlySet<string> Asked)
{
    /// <summary>Share of customers who are drawn.</summary>
    private const double Share = 0.3;

    /// <summary>How often the agent takes the first prompt, and the second; else the third.</summary>
    private const double First = 0.5, Second = 0.3;

    /// <summary>The first of the list of churn, as a share of all customers.</summary>
    private const double Kept = 0.1;

    private const int Together = 4;

    /// <summary>The next campaign.</summary>
    /// <param name="day">Counted as drops are.</param>
    /// <param name="leaving">The list of churn by value.</param>
    public async Task<CallDay> NextAsync(
        ReapClient client, int day, IReadOnlyDictionary<string, OfferRecord> records, IEnumerable<string> leaving,
        OfferOptions offering)
    {
        var offers = Drawn(records.Values, day, offering);
        foreach (var id in leaving.Where(id => !offers.ContainsKey(id)).Take((int)(Kept * records.Count)))
        {
            if (RetentionList.Best(records[id]) is { } offer)
                offers.Add(id, offer);
        }
        var contacts = offers.ToDictionary(
            offer => offer.Key, offer => ContactOf(Telco, offer.Key, offer.Value.Name, day), StringComparer.Ordinal);
        IReadOnlyList<Contact> made = [.. Made, .. contacts.Values];
        var called = Telco with { Contacts = new ContactLog(made) };
        var answers = new SyntheticTelco(called);
        await Parallel.ForEachAsync(
            offers, new ParallelOptions { MaxDegreeOfParallelism = Together },
            async (offer, cancellationToken) => await client.PostOutcomeAsync(
                offer.Key, offer.Value.Name, answers.Accepts(contacts[offer.Key]) ? "accepted" : "declined",
                DecidedCustomer.Call, cancellationToken));
        return new CallDay(called, made, contacts.Keys.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>By customer who is drawn: what they are told.</summary>
    private Dictionary<string, KeptOffer> Drawn(IEnumerable<OfferRecord> records, int day, OfferOptions offering)
    {
        // Offers expire: the day is that of the campaign.
        var now = new DateTimeOffset(Telco.FirstDrop.AddDays(day), TimeOnly.MinValue, TimeSpan.Zero);
        var random = new Random((int)Telco.Seed + day);
        return records.OrderBy(record => record.CustomerId, StringComparer.Ordinal)
            .Where(record => random.NextDouble() < Share && record is { Active: true, Control: false })
            .Select(record => (record.CustomerId, Offer: Taken(FirstPrompts.Shown(record, offering, now), random.NextDouble())))
            .Where(drawn => drawn.Offer.Kind is not (OfferKind.Service or OfferKind.Recovery))
            .ToDictionary(drawn => drawn.CustomerId, drawn => drawn.Offer, StringComparer.Ordinal);
    }

    private static KeptOffer Taken(KeptOffer[] shown, double draw) =>
        shown[Math.Min(draw < First ? 0 : draw < First + Second ? 1 : 2, shown.Length - 1)];

    private static Contact ContactOf(TelcoOptions telco, string customer, string offer, int day) =>
        CustomerId.TryParse(telco.Seed, customer, out var number) && TelcoOfferFacts.TryParse(offer, out TelcoOffer known)
            ? new Contact(number, known, TelcoChannel.Call, day)
            : throw new InvalidOperationException($"The synthetic telco has no customer '{customer}', or no offer '{offer}'.");
}
