namespace ReapFunctions.Lists;

/// <summary>Counts of a list while it is written.</summary>
internal sealed class ListCounts
{
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
    }

    public ListManifest Manifest(string run, string target, long bytes, string sha256) =>
        new(run, target, count, control, withoutConsent, consents
            .ToDictionary(consent => consent.Key, consent => consent.Value), bytes, sha256)
        {
            Segments = segments.ToDictionary(segment => segment.Key, segment => segment.Value),
        };
}
