using ReapFunctions.Offers;
using ReapFunctions.Prompts;
using ReapFunctions.Storage;

namespace ReapFunctions.Lists;

/// <summary>
/// Whom a list leaves out because of what was said or how often they were contacted: the same limits and replies that decide
/// about prompts, asked at the moment the list is fetched.
/// </summary>
internal sealed class ListContacts(
    OfferOptions options, IReadOnlyDictionary<string, List<OutcomeRecord>> histories, string? channel, DateTimeOffset now)
{
    private readonly Dictionary<string, string> groups = options.Offers.ToDictionary(offer => offer.Name, offer => offer.GroupName, StringComparer.Ordinal);

    /// <summary>The oldest outcome that can still matter: a reply's days, or a window with its pause. "Later" waits a year at most.</summary>
    public static DateTimeOffset Oldest(OfferOptions options, DateTimeOffset now)
    {
        var rules = options.Offers.SelectMany(offer => OfferRules.Of(offer, options.Policy, [])).SelectMany(rule => OfferChecks.Histories(rule.Rule.Must));
        var days = options.ContactLimits.Select(limit => limit.Days + (limit.PauseDays ?? 0)).Concat(rules.Select(history => history.WithinDays))
            .Append(options.Prompts.DeclinedDays).Append(options.Prompts.AcceptedDays).Append(366).Max();
        return now.AddDays(-days);
    }

    public bool Refuse(ListEntry entry)
    {
        if (!histories.TryGetValue(entry.CustomerId, out var outcomes) && entry.Pending is null)
            return false;
        outcomes ??= [];
        var limits = new ContactLimits(options.ContactLimits, outcomes, now);
        var channels = channel is null ? entry.Consents : [channel];
        if (channels.Count > 0 && channels.All(one => limits.OnChannel(one) is not null))
            return true;
        return entry.Offers.Count == 0
            ? limits.OnOffer(null, null) is not null
            : Pending(entry) is var pending && entry.Offers.All(offer => IsRefused(offer, outcomes, limits, pending));
    }

    private static Dictionary<string, Condition[]>? Pending(ListEntry entry) =>
        entry.Pending is { } json ? RecordJson.Read<Dictionary<string, Condition[]>>(json) : null;

    private bool IsRefused(string offer, List<OutcomeRecord> outcomes, ContactLimits limits, Dictionary<string, Condition[]>? pending)
    {
        var group = groups.GetValueOrDefault(offer, offer);
        return ReplyEffect.On(offer, group, outcomes, options.Prompts, now).Refusal is not null
            || pending?.GetValueOrDefault(offer)?.Any(must => !PendingRule.Holds(must, outcomes, offer, group, now)) == true
            || limits.OnOffer(offer, group) is not null;
    }
}
