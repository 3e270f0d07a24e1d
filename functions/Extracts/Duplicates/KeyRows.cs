using System.Runtime.InteropServices;
using ReapFunctions.Csv;

namespace ReapFunctions.Extracts.Duplicates;

/// <summary>
/// Keys with the rows that hold them, split by key into parts that lie in temporary files once they outgrow their buffers. Equal
/// keys are in one part, so that parts can be looked at one by one. Memory: the buffers, one part, and the list of rows that
/// lose.
/// </summary>
internal sealed class KeyRows : IDisposable
{
    private const int Parts = 64;
    private const int BufferRows = 4096;

    private readonly List<KeyRow>[] buffers = [.. Enumerable.Range(0, Parts).Select(_ => new List<KeyRow>())];
    private readonly FileStream?[] files = new FileStream?[Parts];

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct KeyRow(UInt128 Key, long Row, long Unused) : IComparable<KeyRow>
    {
        public int CompareTo(KeyRow other) => Key != other.Key ? Key.CompareTo(other.Key) : Row.CompareTo(other.Row);
    }

    public void Add(UInt128 key, long row)
    {
        var part = (int)(ulong)(key >> 122);
        buffers[part].Add(new(key, row, 0));
        if (buffers[part].Count < BufferRows)
            return;
        (files[part] ??= RereadableStream.TemporaryFile()).Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(buffers[part])));
        buffers[part].Clear();
    }

    /// <summary>The rows that another row of the same key displaces, in order.</summary>
    /// <param name="keepLast">The last of each key stays; otherwise none of a key that occurs twice.</param>
    public IEnumerable<long> Losers(bool keepLast)
    {
        var losers = new List<long>();
        for (var part = 0; part < Parts; part++)
        {
            var rows = Read(part);
            Array.Sort(rows);
            for (var index = 0; index < rows.Length; index++)
            {
                var hasLater = index + 1 < rows.Length && rows[index + 1].Key == rows[index].Key;
                var hasEarlier = index > 0 && rows[index - 1].Key == rows[index].Key;
                if (hasLater || (hasEarlier && !keepLast))
                    losers.Add(rows[index].Row);
            }
        }
        losers.Sort();
        return losers;
    }

    public void Dispose()
    {
        foreach (var file in files)
            file?.Dispose();
    }

    private KeyRow[] Read(int part)
    {
        if (files[part] is not { } file)
            return [.. buffers[part]];
        var size = Marshal.SizeOf<KeyRow>();
        var rows = new KeyRow[file.Length / size + buffers[part].Count];
        file.Position = 0;
        file.ReadExactly(MemoryMarshal.AsBytes(rows.AsSpan(0, (int)(file.Length / size))));
        buffers[part].CopyTo(rows, (int)(file.Length / size));
        return rows;
    }
}
