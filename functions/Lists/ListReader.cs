using System.Runtime.CompilerServices;
using System.Text;

namespace ReapFunctions.Lists;

/// <summary>
/// Reads a stored list entry by entry and says at which byte each begins, so that a later request can go on from there. Holds
/// one buffer, however long the list.
/// </summary>
internal sealed class ListReader
{
    private byte[] buffer = new byte[32 * 1024];
    private int start, end;
    private bool ended;

    private readonly Stream stream;
    private readonly long position;

    private ListReader(Stream stream, long position) => (this.stream, this.position) = (stream, position);

    /// <param name="position">The byte that <paramref name="stream"/> starts at: 0, which has the header, or the start of an entry.</param>
    public static IAsyncEnumerable<(ListEntry Entry, long Position)> ReadAsync(
        Stream stream, long position, CancellationToken cancellationToken) =>
        new ListReader(stream, position).EntriesAsync(cancellationToken);

    private async IAsyncEnumerable<(ListEntry Entry, long Position)> EntriesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var at = position;
        while (await RecordAsync(cancellationToken) is { } record)
        {
            var began = at;
            at += record.Length + 1;
            if (began > 0 && record.Length > 0)
                yield return (ListCsv.Parse(Encoding.UTF8.GetString(record.Span)), began);
        }
    }

    /// <summary>Bytes up to the next line feed that no quotes enclose; null at the end.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> RecordAsync(CancellationToken cancellationToken)
    {
        var quoted = false;
        for (var i = start; ; i++)
        {
            if (i == end && !ended)
                i = await FillAsync(i, cancellationToken);
            if (i == end)
                return TakeRest();
            if (buffer[i] == '"')
                quoted = !quoted;
            else if (buffer[i] == '\n' && !quoted)
            {
                var record = buffer.AsMemory(start, i - start);
                start = i + 1;
                return record;
            }
        }
    }

    private ReadOnlyMemory<byte>? TakeRest()
    {
        var rest = buffer.AsMemory(start, end - start);
        start = end;
        // Not a conditional expression: its null would become an empty memory.
        if (rest.IsEmpty)
            return null;
        return rest;
    }

    /// <returns>Where the byte that was at <paramref name="at"/> is now.</returns>
    private async ValueTask<int> FillAsync(int at, CancellationToken cancellationToken)
    {
        var kept = end - start;
        var target = kept > buffer.Length / 2 ? new byte[buffer.Length * 2] : buffer;
        Buffer.BlockCopy(buffer, start, target, 0, kept);
        at -= start;
        (buffer, start, end) = (target, 0, kept);
        var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
        ended = read == 0;
        end += read;
        return at;
    }
}
