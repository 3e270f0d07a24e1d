namespace ReapFunctions.Lists;

/// <summary>One page of a list.</summary>
/// <param name="Next">Where the next page begins; null on the last.</param>
internal sealed record ListPage(IReadOnlyList<ListEntry> Entries, ListToken? Next)
{
    /// <summary>
    /// Reads a page and looks one matching entry further, so that a next page is promised only when it has rows.
    /// </summary>
    /// <param name="refused">Whom the contact policy keeps from being contacted now.</param>
    /// <param name="stream">The stored list from the byte that <paramref name="start"/> names.</param>
    public static async Task<ListPage> ReadAsync(
        Stream stream, ListQuery query, ListToken start, Func<ListEntry, bool> refused, CancellationToken cancellationToken)
    {
        var entries = new List<ListEntry>();
        // Whoever asks for fewer than they have, or forges a token, gets no row.
        var max = Math.Max(0, Math.Min(query.PageSize, query.Top - start.Delivered));
        await foreach (var (entry, position) in ListCsv.ReadStoredAsync(stream, start.Position, cancellationToken))
        {
            if (entry.Propensity < query.Min)
                break;
            if (!query.Wants(entry) || (!query.IncludeRefused && refused(entry)))
                continue;
            if (entries.Count == max)
                return new(
                    entries, After(query, start with { Position = position, Delivered = start.Delivered + entries.Count }));
            entries.Add(entry);
        }
        return new(entries, null);
    }

    private static ListToken? After(ListQuery query, ListToken token) => token.Delivered < query.Top ? token : null;
}
