using System.Buffers;

namespace ReapFunctions.Extracts.Duplicates;

/// <summary>
/// An exact set of 128-bit hashes in bounded memory. Up to <c>max</c> keys it is a hash table of 16 bytes a slot; when that is
/// full its keys go, sorted, to a temporary file, and the table starts again. What stays in memory of a file is about 1.1 bytes a
/// key. Not safe for use by several threads.
/// </summary>
/// <remarks>
/// A key's first bits are its slot, so that the table is nearly in the order of the keys: growing it runs through memory once,
/// and sorting it moves each key a few slots.
/// </remarks>
internal sealed class KeySet(int max = KeySet.DefaultMax) : IDisposable
{
    /// <summary>A million and a half: 32 MiB of slots.</summary>
    public const int DefaultMax = 3 << 19;

    private const int FirstBits = 9;

    /// <summary>A table that is full is replaced by one of four times its size.</summary>
    private const int GrowthBits = 2;

    /// <summary>Slots behind the last, for keys that find theirs taken: keys never wrap around to the front.</summary>
    private const int Spare = 256;

    private readonly List<SortedRun> runs = [];
    private UInt128[] slots = Rent(FirstBits);
    private int bits = FirstBits;
    private int count;
    private ulong looked;

    /// <summary>Files written so far.</summary>
    public int Runs => runs.Count;

    /// <returns>False when the set has the key already.</returns>
    public bool Add(UInt128 key)
    {
        if (key == UInt128.Zero)
            key = UInt128.One; // zero marks an empty slot
        foreach (var run in runs)
        {
            if (run.Contains(key))
                return false;
        }
        if ((count + 1) * 4L > (3L << bits) && count < max)
            Grow();
        if (!Put(key))
            return false;
        if (++count >= max)
            Spill();
        return true;
    }

    /// <summary>
    /// Looks at the slots of keys that come next: memory brings many at a time, where adding them would wait for each.
    /// </summary>
    public void Expect(ReadOnlySpan<UInt128> keys)
    {
        ulong seen = 0;
        foreach (var key in keys)
            seen ^= (ulong)slots[SlotOf(key)];
        looked = seen;
    }

    public void Dispose()
    {
        runs.ForEach(run => run.Dispose());
        ArrayPool<UInt128>.Shared.Return(slots);
        slots = [];
    }

    private static UInt128[] Rent(int bits)
    {
        var slots = ArrayPool<UInt128>.Shared.Rent(1 << bits);
        Array.Clear(slots);
        return slots;
    }

    private int SlotOf(UInt128 key) => (int)Math.BigMul((ulong)(key >> 64), (ulong)(slots.Length - Spare), out _);

    private bool Put(UInt128 key)
    {
        for (var at = SlotOf(key); ; at++)
        {
            if (at == slots.Length)
            {
                Grow();
                return Put(key);
            }
            if (slots[at] == UInt128.Zero)
            {
                slots[at] = key;
                return true;
            }
            if (slots[at] == key)
                return false;
        }
    }

    private void Grow()
    {
        var smaller = slots;
        bits += GrowthBits;
        slots = Rent(bits);
        foreach (var key in smaller)
        {
            if (key != UInt128.Zero)
                Put(key);
        }
        ArrayPool<UInt128>.Shared.Return(smaller);
    }

    private void Spill()
    {
        var kept = 0;
        foreach (var key in slots)
        {
            if (key != UInt128.Zero)
                InsertLast(key, kept++);
        }
        runs.Add(new SortedRun(slots.AsSpan(0, kept)));
        Array.Clear(slots);
        count = 0;
    }

    /// <summary>Puts a key into its place among the first ones, which are sorted.</summary>
    private void InsertLast(UInt128 key, int kept)
    {
        var at = kept;
        for (; at > 0 && slots[at - 1] > key; at--)
            slots[at] = slots[at - 1];
        slots[at] = key;
    }
}
