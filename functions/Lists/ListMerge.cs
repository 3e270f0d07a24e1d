using System.Security.Cryptography;
using ReapFunctions.Csv;
using ReapFunctions.Runs;

namespace ReapFunctions.Lists;

/// <summary>
/// Writes ranked parts, and merges the parts of all buckets into one ranked list, holding one entry of each part.
/// </summary>
public static class ListMerge
{
    /// <summary>Writes a bucket's entries, ranked, as a stored list.</summary>
    public static async Task WritePartAsync(IEnumerable<ListEntry> ranked, Stream output, CancellationToken cancellationToken)
    {
        var csv = new CsvWriter(output);
        csv.Row(ListCsv.StoredHeader);
        foreach (var entry in ranked)
            await WriteAsync(csv, entry, cancellationToken);
        await csv.FlushAsync(cancellationToken);
    }

    /// <summary>Merges parts, in any order, into one list and accounts for it.</summary>
    /// <param name="fields">The facts that entries hold, in their order.</param>
    /// <param name="output">Left open.</param>
    public static async Task<ListManifest> MergeAsync(
        RunId run, string target, IReadOnlyList<string> fields, IReadOnlyList<Stream> parts, Stream output,
        CancellationToken cancellationToken)
    {
        using var sha256 = SHA256.Create();
        await using var hashed = new CryptoStream(output, sha256, CryptoStreamMode.Write, leaveOpen: true);
        var csv = new CsvWriter(hashed);
        var counts = new ListCounts(fields);
        csv.Row(ListCsv.StoredHeader);
        await foreach (var entry in RankedAsync(parts, cancellationToken))
        {
            await WriteAsync(csv, entry, cancellationToken);
            counts.Add(entry);
        }
        await csv.FlushAsync(cancellationToken);
        await hashed.FlushFinalBlockAsync(cancellationToken);
        return counts.Manifest(run.ToString(), target, csv.Bytes, Convert.ToHexStringLower(sha256.Hash!)) with
        {
            Fields = fields,
        };
    }

    private static async IAsyncEnumerable<ListEntry> RankedAsync(
        IReadOnlyList<Stream> parts, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var heads = new PriorityQueue<IAsyncEnumerator<(ListEntry Entry, long)>, ListEntry>(ListEntry.Ranking);
        foreach (var part in parts)
            await NextAsync(ListCsv.ReadStoredAsync(part, 0, cancellationToken).GetAsyncEnumerator(cancellationToken), heads);
        while (heads.TryDequeue(out var head, out var entry))
        {
            yield return entry;
            await NextAsync(head, heads);
        }
    }

    private static async ValueTask NextAsync(
        IAsyncEnumerator<(ListEntry Entry, long)> part, PriorityQueue<IAsyncEnumerator<(ListEntry Entry, long)>, ListEntry> heads)
    {
        if (await part.MoveNextAsync())
            heads.Enqueue(part, part.Current.Entry);
        else
            await part.DisposeAsync();
    }

    private static async ValueTask WriteAsync(CsvWriter csv, ListEntry entry, CancellationToken cancellationToken)
    {
        csv.WriteStored(entry);
        if (csv.IsFull)
            await csv.FlushAsync(cancellationToken);
    }
}
