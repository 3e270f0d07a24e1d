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

    /// <summary>Looked up together: one after the other each would wait for memory.</summary>
    private readonly ulong[] waiting = new ulong[64];

    private readonly DistinctHashes few = new();
    private readonly byte[] registers = new byte[Registers];
    private int waits;
    private bool isExact = true;

    /// <param name="hash">Well spread over its 64 bits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong hash)
    {
        waiting[waits++] = hash;
        if (waits == waiting.Length)
            AddWaiting();
    }

    private void AddWaiting()
    {
        var hashes = waiting.AsSpan(0, waits);
        waits = 0;
        foreach (var hash in isExact ? hashes[..few.KeepUnseen(hashes)] : hashes)
        {
            if (!isExact || few.Add(hash))
                AddNew(hash);
        }
    }

    private void AddNew(ulong hash)
    {
        Mark(registers, hash);
        if (few.Count <= Exact)
            return;
        isExact = false;
        few.Clear();
    }

    public long Count
    {
        get
        {
            AddWaiting();
            return isExact ? few.Count : Math.Max(Estimate(registers), Exact + 1);
        }
    }

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
}
