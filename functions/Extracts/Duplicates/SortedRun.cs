using System.Runtime.InteropServices;
using ReapFunctions.Csv;

namespace ReapFunctions.Extracts.Duplicates;

/// <summary>
/// Sorted 128-bit hashes in a temporary file, with as much in memory as it takes to answer quickly: a Bloom filter (Bloom 1970; 8
/// bits a key and 5 probes, one false alarm in fifty) and every 256th key. A key that the filter does not rule out costs one read
/// of 4 KiB.
/// </summary>
internal sealed class SortedRun : IDisposable
{
    private const int PageKeys = 256;
    private const int KeyBytes = 16;
    private const int Probes = 5;

    private readonly FileStream file = RereadableStream.TemporaryFile();
    private readonly UInt128[] fences;
    private readonly ulong[] filter;
    private readonly int count;
    private readonly byte[] page = new byte[PageKeys * KeyBytes];

    public SortedRun(ReadOnlySpan<UInt128> sorted)
    {
        count = sorted.Length;
        fences = new UInt128[(count + PageKeys - 1) / PageKeys];
        filter = new ulong[count / 8 + 1];
        for (var index = 0; index < count; index++)
        {
            if (index % PageKeys == 0)
                fences[index / PageKeys] = sorted[index];
            Mark(sorted[index]);
        }
        file.Write(MemoryMarshal.AsBytes(sorted));
        file.Flush();
    }

    public bool Contains(UInt128 key)
    {
        if (!MayContain(key))
            return false;
        var fence = Array.BinarySearch(fences, key);
        if (fence >= 0)
            return true;
        if (~fence == 0)
            return false;
        var first = (~fence - 1) * PageKeys;
        var keys = Math.Min(PageKeys, count - first);
        var bytes = page.AsSpan(0, keys * KeyBytes);
        for (var read = 0; read < bytes.Length;)
        {
            var more = RandomAccess.Read(file.SafeFileHandle, bytes[read..], (long)first * KeyBytes + read);
            read += more > 0 ? more : throw new EndOfStreamException("The temporary file of keys has lost its end.");
        }
        return MemoryMarshal.Cast<byte, UInt128>(bytes).BinarySearch(key) >= 0;
    }

    public void Dispose() => file.Dispose();

    // Two halves of the key give as many probes as wanted (Kirsch and Mitzenmacher 2006).
    private void Mark(UInt128 key)
    {
        var (at, step) = ((ulong)key, (ulong)(key >> 64) | 1);
        for (var probe = 0; probe < Probes; probe++, at += step)
        {
            var bit = Place(at);
            filter[bit >> 6] |= 1UL << (int)(bit & 63);
        }
    }

    private bool MayContain(UInt128 key)
    {
        var (at, step) = ((ulong)key, (ulong)(key >> 64) | 1);
        for (var probe = 0; probe < Probes; probe++, at += step)
        {
            var bit = Place(at);
            if ((filter[bit >> 6] & (1UL << (int)(bit & 63))) == 0)
                return false;
        }
        return true;
    }

    private ulong Place(ulong hash) => Math.BigMul(hash, (ulong)filter.Length * 64, out _);
}
