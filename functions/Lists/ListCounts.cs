namespace ReapFunctions.Lists;

/// <summary>Counts of a list while it is written.</summary>
/// <param name="fields">The facts that entries hold, in their order.</param>
internal sealed class ListCounts(IReadOnlyList<string> fields)
{
    /// <summary>Facts with more values are no choice for people.</summary>
    private const int MostValues = 40;

    private readonly SortedDictionary<string, long>?[] values =
        [.. fields.Select(_ => new SortedDictionary<string, long>(StringComparer.Ordinal))];

    private readonly SortedDictionary<string, long> consents = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> segments = new(StringComparer.Ordinal);
    private long count, control, withoutConsent;

    public void Add(ListEntry entry)
    {
        count++;
        control += entry.Control ? 1 : 0;
        withoutConsent += entry.Consents.Count == 0 ? 1 : 0;
        foreach (var channel in entry.Consents)
            consents[channel] = consents.GetValueOrDefault(channel) + 1;
        if (entry.Segment is { } segment)
            segments[segment] = segments.GetValueOrDefault(segment) + 1;
        for (var place = 0; place < values.Length; place++)
        {
            if (values[place] is { } known && ListFacts.At(entry.Facts, place) is { Length: > 0 } value)
                values[place] = Count(known, value.ToString());
        }
    }

    private static SortedDictionary<string, long>? Count(SortedDictionary<string, long> known, string value)
    {
        known[value] = known.GetValueOrDefault(value) + 1;
        return known.Count <= MostValues ? known : null;
    }

    public ListManifest Manifest(string run, string target, long bytes, string sha256) =>
        new(run, target, count, control, withoutConsent, consents
            .ToDictionary(consent => consent.Key, consent => consent.Value), bytes, sha256)
        {
            Segments = segments.ToDictionary(segment => segment.Key, segment => segment.Value),
            Values = fields.Zip(values).Where(field => field.Second is not null)
                .ToDictionary(field => field.First, IReadOnlyDictionary<string, long> (field) => field.Second!),
        };
}
