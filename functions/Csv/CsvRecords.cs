namespace ReapFunctions.Csv;

/// <summary>
/// The records of a CSV stream as bytes, each up to the next line feed that no quotes enclose. Holds one buffer, however long
/// the stream; a record is valid until the next is asked for.
/// </summary>
internal sealed class CsvRecords(Stream stream)
{
    private byte[] buffer = new byte[32 * 1024];
    private int start, end;
    private bool ended;

    /// <summary>The next record without its line feed; null at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
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
