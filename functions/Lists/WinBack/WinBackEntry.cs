using ReapFunctions.Offers;
using ReapFunctions.Offers.Channels;
using ReapFunctions.Rules;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Lists.WinBack;

/// <summary>A former customer, and what winning them back is expected to bring.</summary>
/// <param name="Rule">The rule that keeps them from being asked; null where none does.</param>
/// <param name="Offer">The win-back that is expected to bring most; null where none is kept.</param>
/// <param name="Chance">Of a yes to it on <see cref="Channel"/>; in a conversation while nobody has asked.</param>
/// <param name="Worth">What a yes brings, its incentive taken off.</param>
/// <param name="Value">What they were worth in their last 12 months.</param>
/// <param name="ToDate">The same in all the time that they were customers.</param>
/// <param name="Leaving">Why they left, if they said so.</param>
/// <param name="Channels">Those that it goes out on and they agreed to.</param>
/// <param name="Control">Of the control group, who are not asked.</param>
public sealed record WinBackEntry(
    string CustomerId, string? Rule, string? Offer, double Chance, double Worth, double Value, double ToDate, ValueBand ValueBand,
    int ValueDecile, string? Segment, double? TenureMonths, string? Leaving, IReadOnlyList<string> Channels, bool Control)
{
    /// <summary>Where a portfolio has no win-back, nobody can be asked.</summary>
    public const string NoOffer = "noOffer";

    /// <summary>Rules that the customer's history settles, as JSON; null for none.</summary>
    public string? Pending { get; init; }

    /// <summary>The channel on which it is expected to bring most; null while nobody has asked.</summary>
    public string? Channel { get; init; }

    /// <summary>Chance x worth there, less what the contact costs.</summary>
    public double Expected { get; init; }

    /// <summary>Falling by what is expected; ties by customer id, by code point.</summary>
    public static readonly IComparer<WinBackEntry> Ranking = Comparer<WinBackEntry>.Create((left, right) =>
    {
        var falling = right.Expected.CompareTo(left.Expected);
        return falling != 0 ? falling : string.CompareOrdinal(left.CustomerId, right.CustomerId);
    });

    /// <summary>The former customers of a bucket, in the order of its rows.</summary>
    internal static IReadOnlyList<WinBackEntry> Choose(ScoredSnapshot scored, Decisions decisions, OfferOptions options)
    {
        var winBacks = options.Offers.Where(offer => offer.Kind == OfferKind.WinBack).Select(offer => offer.Name).ToHashSet();
        var told = scored.Leaving.ToDictionary(reason => reason.CustomerId, reason => reason.Reason, StringComparer.Ordinal);
        var entries = new List<WinBackEntry>();
        for (var row = 0; row < decisions.Offers.Length; row++)
        {
            if (!decisions.Offers[row].Active)
                entries.Add(Of(
                    decisions.Offers[row], decisions.Values[row], told.GetValueOrDefault(decisions.Offers[row].CustomerId),
                    winBacks));
        }
        return entries;
    }

    /// <summary>The entry with the channel that is expected to bring most, and what that is.</summary>
    /// <param name="channel">The only one that counts; null for any.</param>
    /// <param name="worth">By lever: what promises have been worth.</param>
    internal WinBackEntry Priced(OfferOptions options, string? channel, IReadOnlyDictionary<string, double> worth)
    {
        var lever = options.Offers.FirstOrDefault(known => known.Name == Offer)?.Lever ?? Lever.Acquisition;
        var factor = worth.TryGetValue(EnumName.Of(lever), out var known) ? known : 1;
        var open = Channels.Where(known => channel is null || known == channel);
        var best = BestContact.Of(options, open, Chance, Worth, factor);
        return this with { Channel = best.Channel, Chance = best.Chance, Expected = best.Expected };
    }

    /// <summary>The same as an entry of any list, for its rules to be asked.</summary>
    internal ListEntry ToListEntry() => new(
        CustomerId, 0, Value, ValueBand, ValueDecile, Segment, Channels, Control, [Offer!], Chance, Worth, Pending: Pending);

    private static WinBackEntry Of(OfferRecord record, ValueRecord value, string? leaving, HashSet<string> winBacks)
    {
        var best = record.Offers.Where(offer => offer.Kind == OfferKind.WinBack && offer.Channels.Count > 0)
            .MaxBy(offer => offer.Factors.P * offer.Factors.V);
        var entry = new WinBackEntry(
            record.CustomerId, null, best?.Name, best?.Factors.P ?? 0, best?.Factors.V ?? 0, value.Current, value.ToDate,
            value.Band, value.Decile, value.Segment, value.TenureMonths, leaving, best?.Channels ?? [], record.Control);
        return best is null
            ? entry with { Rule = RuleAgainst(record, winBacks) }
            : entry with { Pending = PendingOf(best) };
    }

    /// <summary>The rule that removed the first win-back.</summary>
    private static string RuleAgainst(OfferRecord record, HashSet<string> winBacks) =>
        record.Removed.FirstOrDefault(removed => winBacks.Contains(removed.Name))?.Rule ?? NoOffer;

    private static string? PendingOf(KeptOffer offer) => offer.Pending is { } pending
        ? RecordJson.Write(new Dictionary<string, Condition[]> { [offer.Name] = [.. pending.Select(rule => rule.Must)] })
        : null;
}
