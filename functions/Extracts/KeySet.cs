namespace ReapFunctions.Extracts;

/// <summary>
/// An exact set of 128-bit hashes in bounded memory. Up to <c>most</c> keys it is a hash table of 16 bytes a slot; when that is full its keys go, sorted, to a
/// temporary file, and the table starts again. What stays in memory of a file is about 1.3 bytes a key. Not safe for use by several
/// threads.
/// </summary>
internal sealed class KeySet(int most = KeySet.DefaultMost) : IDisposable
{
    /// <summary>Three quarters of a million slots: 16 MiB.</summary>
    public const int DefaultMost = 3 << 18;

    private const int FirstSlots = 1024;

    private readonly List<SortedRun> runs = [];
    private UInt128[] slots = new UInt128[FirstSlots];
    private int count;

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
        if ((count + 1) * 4L > slots.Length * 3L && count < most)
            Grow();
        if (!Put(slots, key))
            return false;
        if (++count >= most)
            Spill();
        return true;
    }

    public void Dispose() => runs.ForEach(run => run.Dispose());

    private void Spill()
    {
        var kept = 0;
        foreach (var key in slots)
        {
            if (key != UInt128.Zero)
                slots[kept++] = key;
        }
        var keys = slots.AsSpan(0, kept);
        keys.Sort();
        runs.Add(new SortedRun(keys));
        Array.Clear(slots);
        count = 0;
    }

    private void Grow()
    {
        var larger = new UInt128[slots.Length * 2];
        foreach (var key in slots)
        {
            if (key != UInt128.Zero)
                Put(larger, key);
        }
        slots = larger;
    }

    private static bool Put(UInt128[] slots, UInt128 key)
    {
        var mask = slots.Length - 1;
        for (var at = (int)(ulong)key & mask; ; at = (at + 1) & mask)
        {
            if (slots[at] == UInt128.Zero)
            {
                slots[at] = key;
                return true;
            }
            if (slots[at] == key)
                return false;
        }
    }
}
