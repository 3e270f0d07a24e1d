using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Lists;

/// <summary>
/// A run's lists in the <c>lists</c> container: a part per bucket while it is written, one ranked list per target once published.
/// </summary>
public sealed class ListStore(BlobServiceClient blobs)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Lists);

    public async Task WritePartsAsync(
        RunId run,
        int bucket,
        IReadOnlyDictionary<string, ListEntry[]> lists,
        IReadOnlyDictionary<string, RuleCounts> notChosen,
        CancellationToken cancellationToken)
    {
        await container.WriteJsonAsync(ListManifest.NotChosenName(run.ToString(), bucket), notChosen, cancellationToken);
        foreach (var (target, entries) in lists)
        {
            await container.WriteWholeAsync(
                ListManifest.PartName(run.ToString(), target, bucket), part =>
                    ListMerge.WritePartAsync(entries, part, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Merges the parts of all buckets into the run's list of each target.</summary>
    /// <param name="fields">The facts that entries hold, in their order.</param>
    /// <returns>By target: entries of its list.</returns>
    /// <exception cref="Azure.RequestFailedException">404: a bucket has no part.</exception>
    public async Task<IReadOnlyDictionary<string, long>> MergeAsync(
        RunId run, int buckets, IEnumerable<string> targets, IReadOnlyList<string> fields, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<string, long>(StringComparer.Ordinal);
        var notChosen = await NotChosenAsync(run, buckets, cancellationToken);
        foreach (var target in targets)
        {
            var parts = new List<Stream>();
            for (var bucket = 0; bucket < buckets; bucket++)
                parts.Add(
                    await container.GetBlobClient(ListManifest.PartName(run.ToString(), target, bucket))
                    .OpenReadAsync(cancellationToken: cancellationToken));
            var manifest = await container.WriteWholeAsync(
                ListManifest.BlobName(run.ToString(), target), list =>
                    ListMerge.MergeAsync(run, target, fields, parts, list, cancellationToken), cancellationToken);
            foreach (var part in parts)
                await part.DisposeAsync();
            await container.WriteJsonAsync(
                ListManifest.ManifestName(run.ToString(), target),
                manifest with { NotChosen = notChosen.GetValueOrDefault(target) },
                cancellationToken);
            entries[target] = manifest.Count;
        }
        return entries;
    }

    /// <summary>By target and rule, over all buckets; empty where a bucket was written before they were counted.</summary>
    private async Task<Dictionary<string, RuleCounts>> NotChosenAsync(
        RunId run, int buckets, CancellationToken cancellationToken)
    {
        var parts = await Task.WhenAll(Enumerable.Range(0, buckets).Select(bucket =>
            container.ReadJsonAsync<Dictionary<string, RuleCounts>>(
                ListManifest.NotChosenName(run.ToString(), bucket), cancellationToken)));
        return Array.IndexOf(parts, null) >= 0
            ? []
            : parts.SelectMany(part => part!).GroupBy(part => part.Key, part => part.Value)
                .ToDictionary(target => target.Key, target => RuleCounts.Sum(target), StringComparer.Ordinal);
    }

    /// <summary>What a stored list accounts for; null when the run has none for the target.</summary>
    public Task<ListManifest?> ManifestAsync(RunId run, string target, CancellationToken cancellationToken) =>
        container.ReadJsonAsync<ListManifest>(ListManifest.ManifestName(run.ToString(), target), cancellationToken);

    /// <summary>The ETag of a stored list; null when the run has none for the target.</summary>
    public async Task<string?> VersionAsync(RunId run, string target, CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties properties = await List(run, target).GetPropertiesAsync(cancellationToken: cancellationToken);
            return properties.ETag.ToString("H");
        }
        catch (RequestFailedException missing) when (missing.Status is 404)
        {
            return null;
        }
    }

    /// <summary>Opens a stored list at the beginning of an entry.</summary>
    /// <exception cref="FormatException">No entry begins there.</exception>
    /// <exception cref="RequestFailedException">404 or 412: the list has changed; 416: it ends before the position.</exception>
    public async Task<Stream> OpenAsync(
        RunId run, string target, string version, long position, CancellationToken cancellationToken)
    {
        var options = new BlobOpenReadOptions(allowModifications: false)
        {
            // One byte earlier, to see that an entry begins there.
            Position = Math.Max(0, position - 1),
            Conditions = new BlobRequestConditions { IfMatch = new ETag(version) },
        };
        var stored = await List(run, target).OpenReadAsync(options, cancellationToken);
        var before = new byte[position > 0 ? 1 : 0];
        await stored.ReadAtLeastAsync(before, before.Length, throwOnEndOfStream: false, cancellationToken);
        if (before is not [not (byte)'\n'])
            return stored;
        await stored.DisposeAsync();
        throw new FormatException($"No entry of the list begins at byte {position}.");
    }

    private BlobClient List(RunId run, string target) =>
        container.GetBlobClient(ListManifest.BlobName(run.ToString(), target));
}
