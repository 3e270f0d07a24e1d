using System.Collections.Concurrent;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Generate.Contacts;
using ReapFunctions.Local.Reap.Generate.Prospects;
using ReapFunctions.Offers;
using ReapFunctions.Risk;
using ReapFunctions.Value;

namespace ReapFunctions.Benchmarks.Decide;

/// <summary>Puts the truth beside a night's records.</summary>
/// <param name="futures">Over how many futures it is expected.</param>
internal sealed class TruthFinder(TelcoOptions options, DecisionOptions shipped, int futures)
{
    private static readonly TelcoChannel[] MessageChannels = [TelcoChannel.Email, TelcoChannel.Sms];

    private readonly SyntheticTelco telco = new(options);
    private readonly ProspectFinder finder = new(new TelcoWorld(options), shipped, futures, likely: true);

    public IReadOnlyDictionary<string, DecidedCustomer> Of(
        IReadOnlyDictionary<string, ValueRecord> values, IReadOnlyDictionary<string, RiskRecord> risks,
        IReadOnlyDictionary<string, OfferRecord> offers)
    {
        var decided = new ConcurrentDictionary<string, DecidedCustomer>(StringComparer.Ordinal);
        Parallel.ForEach(telco.CustomersOf(DecideStage.Judged).ToArray(), customer =>
        {
            var id = telco.IdOf(customer.Number);
            if (offers.TryGetValue(id, out var record))
                decided[id] = new DecidedCustomer(
                    values[id], risks[id], record,
                    finder.Of(customer, DecideStage.Judged, TelcoOfferFacts.All, TelcoChannel.Call), Messages(customer, record));
        });
        return decided.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
    }

    private Dictionary<(string Offer, string Channel), OfferProspect> Messages(in CustomerAtDrop customer, OfferRecord record)
    {
        var messages = new Dictionary<(string Offer, string Channel), OfferProspect>();
        foreach (var channel in MessageChannels)
        {
            var name = TelcoOfferFacts.Name(channel);
            TelcoOffer[] asked = [.. TelcoOfferFacts.All.Where(offer => record.Offers.Any(
                kept => kept.Name == TelcoOfferFacts.Name(offer) && kept.Channels.Contains(name)))];
            if (asked.Length == 0)
                continue;
            foreach (var prospect in finder.Of(customer, DecideStage.Judged, asked, channel).Offers)
                messages.Add((TelcoOfferFacts.Name(prospect.Offer), name), prospect);
        }
        return messages;
    }
}
