using System.Globalization;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Rules;
using ReapFunctions.Value;

namespace ReapFunctions.Prompts;

/// <summary>
/// The contact policy over a customer's history at one moment. Prompts and lists both ask here, so that a limit reached through
/// one door holds at the other.
/// </summary>
/// <remarks>
/// With the matching contacts newest first, t[0] ≥ t[1] ≥ …, and n = most:
/// <code>
/// limit   refused while t[n-1] > now - days                      until t[n-1] + days
/// pause   the newest i with t[i+n-1] > t[i] - days triggered it  until t[i] + pause
/// </code>
/// </remarks>
internal sealed class ContactPolicy
{
    private readonly IReadOnlyList<ContactLimit> limits;
    private readonly OutcomeRecord[] newestFirst;
    private readonly DateTimeOffset now;
    private readonly IEnumerable<string> visits, words;

    /// <param name="visits">
    /// Channels that customers come to by themselves: no contacts of ours, so that they count only in limits that name replies.
    /// </param>
    /// <param name="words">
    /// Offers that ask for nothing: what is recorded under them, as why somebody leaves, is no reply to an offer.
    /// </param>
    public ContactPolicy(
        IReadOnlyList<ContactLimit> limits,
        IEnumerable<OutcomeRecord> outcomes,
        DateTimeOffset now,
        IEnumerable<string>? visits = null,
        IEnumerable<string>? words = null)
    {
        this.limits = limits;
        this.now = now;
        this.visits = visits ?? [];
        this.words = words ?? [];
        newestFirst = [.. outcomes.Where(outcome => outcome.At <= now).OrderByDescending(outcome => outcome.At)];
    }

    /// <summary>
    /// The policy on a channel: where customers come by themselves its own limits over what was said there, which of who calls
    /// in are none unless configured; elsewhere those of contacts.
    /// </summary>
    /// <param name="channel">Null for any on which customers are contacted.</param>
    /// <param name="band">The customer's, whose standard may set a limit of contacts beside those of all.</param>
    public static ContactPolicy On(
        string? channel, OfferOptions options, ValueBand band, IEnumerable<OutcomeRecord> outcomes, DateTimeOffset now) =>
        options.IsVisit(channel)
            ? new(
                options.Channels.GetValueOrDefault(channel!)?.Limits ?? [], outcomes.Where(outcome => outcome.Channel == channel),
                now, words: options.Words)
            : new(
                options.LimitOf(band) is { } own ? [.. options.ContactLimits, own] : options.ContactLimits, outcomes, now,
                options.Channels.Keys, options.Words);

    /// <summary>The first limit that refuses a contact about an offer, whatever the channel; null when none does.</summary>
    /// <param name="offer">Null for a contact about none in particular: then limits per offer and group do not apply.</param>
    public OfferRefusal? OnOffer(string? offer, string? group) =>
        First(limit => limit.Per switch
        {
            ContactScope.Customer => outcome => true,
            ContactScope.Group when group is not null => outcome => outcome.Group == group,
            ContactScope.Offer when offer is not null => outcome => outcome.Offer == offer,
            _ => null,
        });

    /// <summary>The first limit that refuses a contact on a channel; null when none does.</summary>
    public OfferRefusal? OnChannel(string channel) =>
        First(limit => limit.Per == ContactScope.Channel ? outcome => outcome.Channel == channel : null);

    private OfferRefusal? First(Func<ContactLimit, Func<OutcomeRecord, bool>?> scopeOf)
    {
        if (newestFirst.Length == 0)
            return null;
        foreach (var limit in limits)
        {
            if (scopeOf(limit) is { } scope && Until(limit, scope) is { } until && until > now)
                return new OfferRefusal($"contact:{limit.Name}", Words(limit, until));
        }
        return null;
    }

    private DateTimeOffset? Until(ContactLimit limit, Func<OutcomeRecord, bool> scope)
    {
        var times = newestFirst
            .Where(outcome => scope(outcome) && (limit.Replies.Count == 0
                ? outcome.Channel is not { } channel || !visits.Contains(channel)
                : limit.Replies.Contains(outcome.Reply) && !words.Contains(outcome.Offer)))
            .Select(outcome => outcome.At)
            .ToArray();
        var window = TimeSpan.FromDays(limit.Days);
        for (var i = 0; i + limit.Most <= times.Length; i++)
        {
            var oldest = times[i + limit.Most - 1];
            if (limit.PauseDays is not { } pause)
                return oldest + window;
            if (oldest > times[i] - window)
                return times[i].AddDays(pause);
        }
        return null;
    }

    private static string Words(ContactLimit limit, DateTimeOffset until)
    {
        var times = limit.Most == 1 ? "once" : $"{limit.Most} times";
        return $"Contacted {times} within {limit.Days} days ({limit.Name}): not before "
            + $"{until.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC.";
    }
}

/// <summary>Why an offer that the policy kept is not to be said now.</summary>
/// <param name="Rule">What refused it, such as <c>reply:declined</c> or <c>contact:twoPerWeek</c>.</param>
/// <param name="Compared">The counts compared; null where the cause says them.</param>
internal sealed record OfferRefusal(string Rule, string Because, string? Compared = null);
