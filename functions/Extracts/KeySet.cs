namespace ReapFunctions.Extracts;

/// <summary>A set of 128-bit hashes, 16 bytes each at a load of at most three quarters. Not safe for use by several threads.</summary>
internal sealed class KeySet
{
    private UInt128[] slots = new UInt128[1024];
    private int count;

    /// <returns>False when the set has the key already.</returns>
    public bool Add(UInt128 key)
    {
        if (key == UInt128.Zero)
            key = UInt128.One; // zero marks an empty slot
        if ((count + 1) * 4L > slots.Length * 3L)
            Grow();
        if (!Put(slots, key))
            return false;
        count++;
        return true;
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
