using ReapFunctions.Offers;
using ReapFunctions.Offers.Checks;
using ReapFunctions.Outcomes;
using ReapFunctions.Prompts;
using ReapFunctions.Rules;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Lists;

/// <summary>
/// Whom a list leaves out because of what was said or how often they were contacted: the same limits and replies that decide
/// about prompts, asked at the moment the list is fetched.
/// </summary>
internal sealed class ListContacts(
    OfferOptions options, IReadOnlyDictionary<string, List<OutcomeRecord>> histories, string? channel, DateTimeOffset now,
    RunState? run = null)
{
    private const int Later = 366;

    private readonly Dictionary<string, Offer> catalogue = options.Offers
        .ToDictionary(offer => offer.Name, StringComparer.Ordinal);

    /// <summary>The oldest outcome that can still matter.</summary>
    public static DateTimeOffset Oldest(OfferOptions options, DateTimeOffset now) => now.AddDays(-DaysOf(options));

    /// <summary>
    /// Days for which an outcome can matter: a reply's days, or a window with its pause. "Later" waits a year at most.
    /// </summary>
    internal static int DaysOf(OfferOptions options)
    {
        var rules = options.Offers.SelectMany(offer => OfferRules.For(offer, options.Policy, []))
            .SelectMany(rule => OfferCheck.Histories(rule.Asked.Must));
        return options.ContactLimits
            .Concat(options.Channels.Values.SelectMany(channel => channel.Limits))
            .Concat(options.Standards.Values.Select(standard => standard.Limit).OfType<ContactLimit>())
            .Select(limit => limit.Days + (limit.PauseDays ?? 0))
            .Concat(rules.Select(history => history.WithinDays))
            .Append(options.Prompts.DeclinedDays).Append(options.Prompts.AcceptedDays).Append(Later).Max();
    }

    /// <summary>
    /// The entry with what contacting is expected to bring: on the channel asked for, else on the best that the customer agreed
    /// to and an offer goes out on. The contact is paid for whatever is said.
    /// </summary>
    public ListEntry Priced(ListEntry entry)
    {
        if (entry.Chance * entry.Worth <= 0)
            return entry with { Expected = Money.Round(entry.Chance * entry.Worth) };
        IEnumerable<string> open = entry.Offers.SelectMany(name => catalogue.GetValueOrDefault(name)?.Channels ?? []);
        if (entry.Offers.Count == 0)
            open = options.ContactCosts.Keys;
        var (brings, contact) = channel is not null
            ? On(channel, entry)
            : open.Intersect(entry.Consents).Select(name => On(name, entry)).DefaultIfEmpty((entry.Chance * entry.Worth, 0))
                .MaxBy(way => way.Item1 * (Of(run?.Worth, entry) ?? 1) - way.Item2);
        return entry with
        {
            Expected = Money.Round(brings * (Of(run?.Worth, entry) ?? 1) - contact),
            Brings = brings,
            Contact = contact,
            AtLeast = Of(run?.WorthLow, entry) is { } low ? Money.Round(brings * low - contact) : null,
            AtMost = Of(run?.WorthHigh, entry) is { } high ? Money.Round(brings * high - contact) : null,
        };
    }

    private (double Brings, double Contact) On(string name, ListEntry entry) =>
        (YesRate.On(entry.Chance, options.OddsOn(name)) * entry.Worth, options.ContactCosts.GetValueOrDefault(name));

    /// <summary>The lever of the offers for a target; retention where the catalogue has none for it.</summary>
    public Lever LeverOfTarget(string target) =>
        options.Offers.FirstOrDefault(offer => offer.Target == target)?.Lever ?? Lever.Retention;

    /// <summary>The lever of its offers; for a list without offers retention.</summary>
    private Lever LeverOf(ListEntry entry) =>
        entry.Offers.Count > 0 && catalogue.TryGetValue(entry.Offers[0], out var offer) ? offer.Lever : Lever.Retention;

    private double? Of(IReadOnlyDictionary<string, double>? worth, ListEntry entry) =>
        worth?.TryGetValue(EnumName.Of(LeverOf(entry)), out var known) == true ? known : null;

    /// <summary>
    /// The rule that refuses every offer that the list is for now, by the first of them; for a list without offers, any contact.
    /// Null when one may be made.
    /// </summary>
    public string? RefusedBy(ListEntry entry)
    {
        if (!histories.TryGetValue(entry.CustomerId, out var outcomes) && entry.Pending is null && channel is null)
            return null;
        outcomes ??= [];
        var limits = ContactPolicy.On(channel, options, entry.Band, outcomes, now);
        if (entry.Offers.Count == 0)
            return NoneIsOpen(channel is null ? entry.Consents : [channel], limits) ?? limits.OnOffer(null, null)?.Rule;
        var pending = entry.Pending is { } json ? RecordJson.Read<Dictionary<string, Condition[]>>(json) : [];
        string? first = null;
        foreach (var offer in entry.Offers)
        {
            if (RefusalOf(offer, entry, outcomes, limits, pending) is not { } rule)
                return null;
            first ??= rule;
        }
        return first;
    }

    private string? RefusalOf(
        string name, ListEntry entry, List<OutcomeRecord> outcomes, ContactPolicy limits, Dictionary<string, Condition[]> pending)
    {
        if (!catalogue.TryGetValue(name, out var offer))
            return "notOffered";
        var group = offer.GroupName;
        return ReplyEffect.On(name, group, outcomes, options.Prompts, now).Refusal?.Rule
            ?? (pending.GetValueOrDefault(name)?.Any(must => !PendingRule.Holds(must, outcomes, name, group, now)) == true
                ? "history"
                : null)
            ?? limits.OnOffer(name, group)?.Rule
            ?? NoChannelIsOpen(offer, entry, limits);
    }

    /// <summary>
    /// Channels are those that the offer goes out on and the customer agreed to; to any, where the list shows who has not.
    /// </summary>
    private string? NoChannelIsOpen(Offer offer, ListEntry entry, ContactPolicy limits)
    {
        string[] open = [
            .. offer.Channels.Where(name => channel is null
            ? entry.Consents.Count == 0 || entry.Consents.Contains(name)
            : name == channel)];
        return open.Length == 0 ? "channel" : NoneIsOpen(open, limits);
    }

    /// <summary>The limit on the first of the channels, where all of them are at one; null when one is open.</summary>
    private static string? NoneIsOpen(IReadOnlyList<string> channels, ContactPolicy limits)
    {
        string? first = null;
        foreach (var name in channels)
        {
            if (limits.OnChannel(name) is not { } refusal)
                return null;
            first ??= refusal.Rule;
        }
        return first;
    }
}
