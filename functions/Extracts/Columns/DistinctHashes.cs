namespace ReapFunctions.Extracts.Columns;

/// <summary>Different hashes with open addressing: one look into memory for most.</summary>
internal sealed class DistinctHashes
{
    private ulong[] slots = new ulong[256];
    private bool hasZero;
    private int used;

    public int Count => used + (hasZero ? 1 : 0);

    /// <summary>
    /// Moves hashes that are not seen at first sight to the front. Without a branch by what is found, so that the processor reads
    /// many slots from memory at the same time.
    /// </summary>
    /// <returns>How many those are; some of them may be there all the same.</returns>
    public int KeepUnseen(Span<ulong> hashes)
    {
        var unseen = 0;
        var (table, mask) = (slots, slots.Length - 1);
        foreach (var hash in hashes)
        {
            hashes[unseen] = hash;
            unseen += (table[(int)hash & mask] == hash) & (hash != 0) ? 0 : 1;
        }
        return unseen;
    }

    /// <returns>False when it is there already.</returns>
    public bool Add(ulong hash)
    {
        if (hash == 0)
            return !hasZero && (hasZero = true);
        var mask = slots.Length - 1;
        var at = (int)hash & mask;
        while (slots[at] != 0)
        {
            if (slots[at] == hash)
                return false;
            at = (at + 1) & mask;
        }
        slots[at] = hash;
        if (++used * 2 > slots.Length)
            Grow();
        return true;
    }

    public void Clear() => (slots, used, hasZero) = ([], 0, false);

    private void Grow()
    {
        var old = slots;
        slots = new ulong[old.Length * 4];
        used = 0;
        foreach (var hash in old)
        {
            if (hash != 0)
                Add(hash);
        }
    }
}
