using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Generate.Contacts;
using ReapFunctions.Offers;

namespace ReapFunctions.Benchmarks.Decide;

/// <summary>
/// The day after a night: some customers call, are told what stands first for them, and answer as the synthetic telco's customers
/// do. The replies are posted, and the night that follows has learned from them.
/// </summary>
/// <param name="Telco">The telco in which the calls were made.</param>
/// <param name="Asked">The customers who called.</param>
internal sealed record CallDay(TelcoOptions Telco, IReadOnlySet<string> Asked)
{
    /// <summary>Share of customers who call.</summary>
    private const double Share = 0.3;

    private const int Together = 4;

    /// <param name="day">Counted as drops are.</param>
    public static async Task<CallDay> PlayAsync(
        ReapClient client, TelcoOptions telco, int day, IEnumerable<OfferRecord> records, OfferOptions offering)
    {
        var (now, random) = (TimeProvider.System.GetUtcNow(), new Random((int)telco.Seed));
        var callers = records.OrderBy(record => record.CustomerId, StringComparer.Ordinal)
            .Where(record => random.NextDouble() < Share && record is { Active: true, Control: false })
            .Select(record => (record.CustomerId, Offer: FirstPrompts.Shown(record, offering, now)[0]))
            .Where(caller => caller.Offer.Kind is not (OfferKind.Service or OfferKind.Recovery)).ToArray();
        var contacts = callers.ToDictionary(
            caller => caller.CustomerId, caller => ContactOf(telco, caller.CustomerId, caller.Offer.Name, day),
            StringComparer.Ordinal);
        var called = telco with { Contacts = new ContactLog(contacts.Values) };
        var answers = new SyntheticTelco(called);
        await Parallel.ForEachAsync(
            callers, new ParallelOptions { MaxDegreeOfParallelism = Together },
            async (caller, cancellationToken) => await client.PostOutcomeAsync(
                caller.CustomerId, caller.Offer.Name, answers.Accepts(contacts[caller.CustomerId]) ? "accepted" : "declined",
                DecidedCustomer.Call, cancellationToken));
        return new CallDay(called, contacts.Keys.ToHashSet(StringComparer.Ordinal));
    }

    private static Contact ContactOf(TelcoOptions telco, string customer, string offer, int day) =>
        CustomerId.TryParse(telco.Seed, customer, out var number) && TelcoOfferFacts.TryParse(offer, out TelcoOffer known)
            ? new Contact(number, known, TelcoChannel.Call, day)
            : throw new InvalidOperationException($"The synthetic telco has no customer '{customer}', or no offer '{offer}'.");
}
