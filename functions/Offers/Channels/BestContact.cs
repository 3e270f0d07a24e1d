using ReapFunctions.Outcomes;
using ReapFunctions.Value;

namespace ReapFunctions.Offers.Channels;

/// <summary>On which channel asking somebody is expected to bring most.</summary>
internal static class BestContact
{
    /// <param name="channels">Those that are open.</param>
    /// <param name="chance">Of a yes in a conversation.</param>
    /// <param name="worth">What a yes brings.</param>
    /// <param name="factor">What such promises have been worth.</param>
    /// <returns>
    /// The channel, null where none is open; the chance of a yes on it, to six decimals, or that of a conversation where none is;
    /// and chance x worth x factor, less what the contact costs. Ties by name, by code point.
    /// </returns>
    public static (string? Channel, double Chance, double Expected) Of(
        OfferOptions options, IEnumerable<string> channels, double chance, double worth, double factor = 1) =>
        channels.Select(channel => (Channel: (string?)channel, Chance: YesRate.On(chance, options.OddsOn(channel))))
            .Select(way => (way.Channel, Chance: Math.Round(way.Chance, 6), Expected: Money.Round(
                way.Chance * worth * factor - options.ContactCosts.GetValueOrDefault(way.Channel!))))
            .OrderByDescending(way => way.Expected).ThenBy(way => way.Channel, StringComparer.Ordinal)
            .Append((null, chance, 0))
            .First();
}
