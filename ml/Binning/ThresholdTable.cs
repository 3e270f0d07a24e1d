using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ReapFunctions.Ml.Binning;

/// <summary>
/// Finds, for many values at once, how many of up to 255 rising thresholds lie below each.
/// <code>
///   8 pivots in a register       three halvings by register permutation  -> one of 8 groups
///   the group's 1, 2, 4 to 32    none to five halvings by gather         -> the bin
/// </code>
/// Without AVX2 a plain binary search gives the same bins.
/// </summary>
internal sealed unsafe class ThresholdTable
{
    private const int Pivots = 8;
    private const int Lanes = 8;
    private const int MaxGroup = 32;

    private readonly float[] thresholds;

    // Padded with +∞, which is below no value.
    private readonly float[] padded;
    private readonly float[] pivots = new float[Pivots];
    private readonly int group;

    public ThresholdTable(float[] thresholds)
    {
        this.thresholds = thresholds;
        for (group = 1; group * Pivots <= thresholds.Length;)
            group *= 2;
        padded = new float[(Pivots + 1) * Math.Max(group, Lanes)];
        padded.AsSpan().Fill(float.PositiveInfinity);
        thresholds.CopyTo(padded, 0);
        for (var i = 0; i < Pivots; i++)
            pivots[i] = padded[((i + 1) * group) - 1];
    }

    public ReadOnlySpan<float> Thresholds => thresholds;

    /// <summary>The number of thresholds below a value that is not NaN: pivots first, then their group; without vectors, binary
    /// search without a branch on data.</summary>
    public int Find(float value)
    {
        if (Vector256.IsHardwareAccelerated && group <= MaxGroup)
        {
            var start = CountBelow(ref pivots[0], value) * group;
            var below = start;
            // What lies behind the group is not below the value either.
            for (var at = 0; at < group; at += Lanes)
                below += CountBelow(ref padded[start + at], value);
            return below;
        }
        int low = 0, count = thresholds.Length;
        while (count > 0)
        {
            var half = (count + 1) >> 1;
            low += thresholds[low + half - 1] < value ? half : 0;
            count -= half;
        }
        return low;
    }

    /// <param name="values">Values; NaN is missing.</param>
    /// <param name="bins">Receives one bin per value.</param>
    /// <param name="missing">The bin of missing values.</param>
    public void Find(ReadOnlySpan<float> values, Span<byte> bins, byte missing)
    {
        var done = 0;
        if (Avx2.IsSupported && group <= MaxGroup)
            done = FindVectors(values, bins, missing);
        for (var i = done; i < values.Length; i++)
            bins[i] = float.IsNaN(values[i]) ? missing : (byte)Find(values[i]);
    }

    private int FindVectors(ReadOnlySpan<float> values, Span<byte> bins, byte missing)
    {
        var pivot = Vector256.LoadUnsafe(ref pivots[0]);
        var missingBins = Vector256.Create((int)missing);
        var i = 0;
        fixed (float* table = padded)
        {
            for (; i + Lanes <= values.Length; i += Lanes)
            {
                var value = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i);
                var found = Vector256<int>.Zero;
                for (var step = Pivots / 2; step > 0; step /= 2)
                    found = Forward(found, Avx2.PermuteVar8x32(pivot, found + Vector256.Create(step - 1)), value, step);
                found *= group;
                for (var step = group / 2; step > 0; step /= 2)
                    found = Forward(found, Avx2.GatherVector256(table + step - 1, found, sizeof(float)), value, step);
                found = Vector256.ConditionalSelect(Vector256.IsNaN(value).AsInt32(), missingBins, found);
                Narrow(found).StoreUnsafe(ref MemoryMarshal.GetReference(bins), (nuint)i);
            }
        }
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Forward(Vector256<int> found, Vector256<float> threshold, Vector256<float> value, int step) =>
        found + (Vector256.LessThan(threshold, value).AsInt32() & Vector256.Create(step));

    private static int CountBelow(ref float eight, float value) => BitOperations.PopCount(
        Vector256.LessThan(Vector256.LoadUnsafe(ref eight), Vector256.Create(value)).ExtractMostSignificantBits());

    private static Vector64<byte> Narrow(Vector256<int> bins)
    {
        var halves = Vector128.Narrow(bins.GetLower(), bins.GetUpper());
        return Vector128.Narrow(halves, halves).AsByte().GetLower();
    }
}
