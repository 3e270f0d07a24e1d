using System.Security.Cryptography;
using System.Text;
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
        await using var writer = Writer(output);
        await writer.WriteAsync($"{ListCsv.StoredHeader}\n".AsMemory(), cancellationToken);
        foreach (var entry in ranked)
            await writer.WriteAsync($"{ListCsv.Line(entry)}\n".AsMemory(), cancellationToken);
    }

    /// <summary>Merges parts, in any order, into one list and accounts for it.</summary>
    /// <param name="output">Left open.</param>
    public static async Task<ListManifest> MergeAsync(
        RunId run, string target, IReadOnlyList<Stream> parts, Stream output, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var counts = new ListCounts();
        await using var writer = Writer(output);
        var bytes = await WriteLineAsync(writer, ListCsv.StoredHeader, hash, cancellationToken);
        await foreach (var entry in RankedAsync(parts, cancellationToken))
        {
            bytes += await WriteLineAsync(writer, ListCsv.Line(entry), hash, cancellationToken);
            counts.Add(entry);
        }
        return counts.Manifest(run.ToString(), target, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static async IAsyncEnumerable<ListEntry> RankedAsync(
        IReadOnlyList<Stream> parts, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var heads = new PriorityQueue<IAsyncEnumerator<(ListEntry Entry, long)>, ListEntry>(ListEntry.Ranking);
        foreach (var part in parts)
            await NextAsync(ListReader.ReadAsync(part, 0, cancellationToken).GetAsyncEnumerator(cancellationToken), heads);
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

    private static async ValueTask<int> WriteLineAsync(
        StreamWriter writer, string line, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var text = $"{line}\n";
        await writer.WriteAsync(text.AsMemory(), cancellationToken);
        var utf8 = Encoding.UTF8.GetBytes(text);
        hash.AppendData(utf8);
        return utf8.Length;
    }

    private static StreamWriter Writer(Stream output) => new(output, new UTF8Encoding(false), 64 * 1024, leaveOpen: true);
}
