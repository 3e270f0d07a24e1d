using System.Numerics;
using System.Runtime.CompilerServices;

namespace ReapFunctions.Extracts.Columns;

/// <summary>
/// Counts different values by their hashes: exactly while there are few, then by HyperLogLog (Flajolet et al. 2007) in 4 KiB with
/// a standard error of 1.04 / sqrt(4096) = 1.6 %. The order of the values does not matter.
/// </summary>
internal sealed class DistinctCounter
{
    /// <summary>Counts are exact up to here.</summary>
    public const int Exact = 100_000;

    private const int IndexBits = 12;
    private const int Registers = 1 << IndexBits;

    /// <summary>Values seen lately, by their last bits: most columns repeat a few, and need no look into the set.</summary>
    private const int Recent = 64;

    private readonly HashTable few = new();
    private readonly ulong[] recent = new ulong[Recent];
    private byte[]? registers;

    /// <param name="hash">Well spread over its 64 bits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong hash)
    {
        ref var seen = ref recent[hash % Recent];
        if (seen == hash && hash != 0)
            return;
        seen = hash;
        if (registers is not null)
            Mark(registers, hash);
        else
            AddToFew(hash);
    }

    private void AddToFew(ulong hash)
    {
        if (!few.Add(hash) || few.Count <= Exact)
            return;
        registers = new byte[Registers];
        foreach (var early in few.Values)
            Mark(registers, early);
        few.Clear();
    }

    public long Count => registers is null ? few.Count : Math.Max(Estimate(registers), Exact + 1);

    private static void Mark(byte[] registers, ulong hash)
    {
        var rank = (byte)(BitOperations.LeadingZeroCount(hash << IndexBits | (1UL << (IndexBits - 1))) + 1);
        ref var register = ref registers[hash >> (64 - IndexBits)];
        if (rank > register)
            register = rank;
    }

    private static long Estimate(byte[] registers)
    {
        var sum = registers.Sum(register => Math.ScaleB(1, -register));
        const double alpha = 0.7213 / (1 + 1.079 / Registers);
        var estimate = alpha * Registers * Registers / sum;
        var empty = registers.Count(register => register == 0);
        // Linear counting is the better estimate while many registers are empty.
        if (estimate <= 2.5 * Registers && empty > 0)
            estimate = Registers * Math.Log((double)Registers / empty);
        return (long)Math.Round(estimate);
    }

    /// <summary>Different hashes with open addressing: one look into memory for most.</summary>
    private sealed class HashTable
    {
        private ulong[] slots = new ulong[256];
        private bool hasZero;
        private int used;

        public int Count => used + (hasZero ? 1 : 0);

        public IEnumerable<ulong> Values => slots.Where(slot => slot != 0).Concat(hasZero ? [0UL] : []);

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
}
