using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ReapFunctions.Ml.Binning;

/// <summary>
/// Finds, for many values at once, how many of up to 255 rising thresholds lie below each.
/// <code>
///   32 pivots in two registers   five halvings by register permutation   -> one of 32 groups
///   the group's 1, 2, 4 or 8     none to three halvings by gather        -> the bin
/// </code>
/// Without AVX-512 a plain binary search gives the same bins.
/// </summary>
internal sealed unsafe class ThresholdTable
{
    private const int Pivots = 32;

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
        padded = new float[(Pivots + 1) * Math.Max(group, Vector256<float>.Count)];
        padded.AsSpan().Fill(float.PositiveInfinity);
        thresholds.CopyTo(padded, 0);
        for (var i = 0; i < Pivots; i++)
            pivots[i] = padded[((i + 1) * group) - 1];
    }

    public ReadOnlySpan<float> Thresholds => thresholds;

    /// <summary>The number of thresholds below a value that is not NaN: pivots first, then their group; where those do not fit
    /// registers, binary search without a branch on data.</summary>
    public int Find(float value)
    {
        if (Vector512.IsHardwareAccelerated && group <= Vector256<float>.Count)
        {
            var many = Vector512.Create(value);
            var (lower, upper) = (Vector512.LoadUnsafe(ref pivots[0]), Vector512.LoadUnsafe(ref pivots[16]));
            var below = BitOperations.PopCount(Vector512.LessThan(lower, many).ExtractMostSignificantBits())
                + BitOperations.PopCount(Vector512.LessThan(upper, many).ExtractMostSignificantBits());
            // What lies behind the group is not below the value either.
            var rest = Vector256.LessThan(Vector256.LoadUnsafe(ref padded[below * group]), Vector256.Create(value));
            return (below * group) + BitOperations.PopCount(rest.ExtractMostSignificantBits());
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
        if (Avx512F.IsSupported && Avx2.IsSupported)
            done = FindVectors(values, bins, missing);
        for (var i = done; i < values.Length; i++)
            bins[i] = float.IsNaN(values[i]) ? missing : (byte)Find(values[i]);
    }

    private int FindVectors(ReadOnlySpan<float> values, Span<byte> bins, byte missing)
    {
        var (lower, upper) = (Vector512.LoadUnsafe(ref pivots[0]), Vector512.LoadUnsafe(ref pivots[16]));
        var missingBins = Vector512.Create((int)missing);
        var i = 0;
        fixed (float* table = padded)
        {
            for (; i + 16 <= values.Length; i += 16)
            {
                var value = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i);
                var found = Vector512<int>.Zero;
                for (var step = Pivots / 2; step > 0; step /= 2)
                {
                    var pivot = Avx512F.PermuteVar16x32x2(lower, found + Vector512.Create(step - 1), upper);
                    found = Forward(found, pivot, value, step);
                }
                found *= group;
                for (var step = group / 2; step > 0; step /= 2)
                    found = Forward(found, Gather(table, found + Vector512.Create(step - 1)), value, step);
                found = Vector512.ConditionalSelect(Vector512.IsNaN(value).AsInt32(), missingBins, found);
                Avx512F.ConvertToVector128Byte(found).StoreUnsafe(ref MemoryMarshal.GetReference(bins), (nuint)i);
            }
        }
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Forward(Vector512<int> found, Vector512<float> threshold, Vector512<float> value, int step) =>
        Vector512.ConditionalSelect(Vector512.LessThan(threshold, value).AsInt32(), found + Vector512.Create(step), found);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Gather(float* table, Vector512<int> index) => Vector512.Create(
        Avx2.GatherVector256(table, index.GetLower(), sizeof(float)),
        Avx2.GatherVector256(table, index.GetUpper(), sizeof(float)));
}
