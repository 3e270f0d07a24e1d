using System.Runtime.CompilerServices;
using ReapFunctions.Offers;

namespace ReapFunctions.Lists;

/// <summary>Those of a list whom contacting pays.</summary>
/// <param name="Customers">How many: beyond, a contact costs more than it is expected to bring.</param>
/// <param name="Expected">What contacting all of them is expected to bring, in currency.</param>
/// <param name="AtLeast">
/// The same by the lower end of the 95 % interval of what promises of plans have been worth; null while none have told.
/// </param>
internal sealed record PayingPart(long Customers, decimal Expected, decimal? AtLeast = null);

/// <summary>One page of a list.</summary>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="Paying">Of a list by expected value: everybody above the line where a contact no longer pays.</param>
internal sealed record ListPage(IReadOnlyList<ListEntry> Entries, ListToken? Next, PayingPart? Paying = null)
{
    /// <summary>
    /// Of the entries that were passed over to fill the page: how many each rule left out. Pages add up to the list.
    /// </summary>
    public RuleCounts LeftOut { get; init; } = [];

    /// <summary>What the whole list comes to; null when nobody asked.</summary>
    public ListSummary? Summary { get; init; }

    /// <summary>Greatest expected value first; ties as in a list by propensity.</summary>
    internal static readonly Comparer<ListEntry> ByValue = Comparer<ListEntry>.Create((left, right) =>
        right.Expected.CompareTo(left.Expected) is var falling and not 0 ? falling : ListEntry.Ranking.Compare(left, right));

    /// <summary>
    /// Reads a whole list and keeps those whom contacting is expected to bring most, and who pay: one page, in memory at most
    /// <see cref="ListQuery.LargestPage"/> entries.
    /// </summary>
    /// <param name="priced">Gives an entry with what contacting is expected to bring.</param>
    /// <inheritdoc cref="ReadAsync"/>
    public static async Task<ListPage> BestAsync(
        Stream stream, ListQuery query, Func<ListEntry, string?> refusedBy, Func<ListEntry, ListEntry> priced,
        CancellationToken cancellationToken)
    {
        // The least of those kept stands in front.
        var kept = new PriorityQueue<ListEntry, ListEntry>(
            Comparer<ListEntry>.Create((left, right) => ByValue.Compare(right, left)));
        var (customers, expected) = (0L, 0m);
        decimal? atLeast = null;
        var leftOut = new RuleCounts();
        await foreach (var (found, _) in WantedAsync(stream, query, 0, refusedBy, leftOut, cancellationToken))
        {
            var entry = priced(found);
            if (entry.Expected <= 0)
            {
                leftOut.Add(HardStops.Pays);
                continue;
            }
            (customers, expected) = (customers + 1, expected + (decimal)entry.Expected);
            atLeast = entry.AtLeast is { } least ? (atLeast ?? 0) + (decimal)least : atLeast;
            kept.Enqueue(entry, entry);
            if (kept.Count > query.Top)
                kept.Dequeue();
        }
        var entries = kept.UnorderedItems.Select(item => item.Element).Order(ByValue).ToArray();
        return new ListPage(entries, null, new PayingPart(customers, expected, atLeast)) { LeftOut = leftOut };
    }

    /// <summary>
    /// Reads a page and looks one matching entry further, so that a next page is promised only when it has rows.
    /// </summary>
    /// <param name="refusedBy">The rule that keeps a customer from being contacted now; null for none.</param>
    /// <param name="stream">The stored list from the byte that <paramref name="start"/> names.</param>
    public static async Task<ListPage> ReadAsync(
        Stream stream, ListQuery query, ListToken start, Func<ListEntry, string?> refusedBy, CancellationToken cancellationToken)
    {
        var entries = new List<ListEntry>();
        var leftOut = new RuleCounts();
        // Whoever asks for fewer than they have, or forges a token, gets no row.
        var max = Math.Max(0, Math.Min(query.PageSize, query.Top - start.Delivered));
        await foreach (var (entry, position) in WantedAsync(
            stream, query, start.Position, refusedBy, leftOut, cancellationToken))
        {
            if (entries.Count == max)
                return new(
                    entries, After(query, start with { Position = position, Delivered = start.Delivered + entries.Count }))
                {
                    LeftOut = leftOut,
                };
            entries.Add(entry);
        }
        return new(entries, null) { LeftOut = leftOut };
    }

    /// <summary>Reads a list and says what those come to who are asked for, over all pages.</summary>
    /// <param name="stream">The stored list from its beginning.</param>
    /// <param name="isOfLeaving">Whether the list ranks who is about to leave.</param>
    /// <inheritdoc cref="BestAsync"/>
    public static Task<ListSummary> SummaryAsync(
        Stream stream, ListQuery query, Func<ListEntry, string?> refusedBy, Func<ListEntry, ListEntry> priced, bool isOfLeaving,
        CancellationToken cancellationToken)
    {
        var leftOut = new RuleCounts();
        return ListSummary.OfAsync(
            FirstAsync(WantedAsync(stream, query, 0, refusedBy, leftOut, cancellationToken), query.Top, priced), leftOut,
            isOfLeaving);
    }

    private static async IAsyncEnumerable<ListEntry> FirstAsync(
        IAsyncEnumerable<(ListEntry Entry, long Position)> wanted, long most, Func<ListEntry, ListEntry> priced)
    {
        await foreach (var (found, _) in wanted)
        {
            yield return priced(found);
            if (--most == 0)
                yield break;
        }
    }

    private static async IAsyncEnumerable<(ListEntry Entry, long Position)> WantedAsync(
        Stream stream,
        ListQuery query,
        long position,
        Func<ListEntry, string?> refusedBy,
        RuleCounts leftOut,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var found in ListCsv.ReadStoredAsync(stream, position, cancellationToken))
        {
            if (found.Entry.Propensity < query.Min)
                yield break;
            if (!query.AsksFor(found.Entry))
                continue;
            if ((query.RuleAgainst(found.Entry) ?? (query.IncludeRefused ? null : refusedBy(found.Entry))) is { } rule)
                leftOut.Add(rule);
            else
                yield return found;
        }
    }

    private static ListToken? After(ListQuery query, ListToken token) => token.Delivered < query.Top ? token : null;
}
