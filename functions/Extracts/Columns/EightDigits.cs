using System.Numerics;
using System.Runtime.CompilerServices;

namespace ReapFunctions.Extracts.Columns;

/// <summary>Up to eight decimal digits in one register, the last digit in the highest byte, zeros before them.</summary>
/// <remarks>
/// <code>
///   text   1 2 . 5 0                      length 5
///   loaded 0 0 0 1 2 . 5 0                lowest byte first
///   point  0 0 0 0 1 2 5 0                two decimals
/// </code>
/// </remarks>
internal static class EightDigits
{
    public const int Max = 8;

    private const ulong Zeros = 0x3030_3030_3030_3030;
    private const ulong Points = 0x2E2E_2E2E_2E2E_2E2E;

    /// <param name="text">Eight bytes are read.</param>
    /// <param name="length">1 to 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Load(ref byte text, int length)
    {
        var unused = (8 - length) * 8;
        return (Unsafe.ReadUnaligned<ulong>(ref text) << unused) | (Zeros & ((1UL << unused) - 1));
    }

    /// <summary>Takes the first point out.</summary>
    /// <returns>The digits behind it; -1 without a point.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RemovePoint(ref ulong digits)
    {
        var differing = digits ^ Points;
        var points = (differing - 0x0101_0101_0101_0101) & ~differing & 0x8080_8080_8080_8080;
        if (points == 0)
            return -1;
        var place = BitOperations.TrailingZeroCount(points) & ~7;
        var before = digits & ((1UL << place) - 1);
        var behind = place == 56 ? 0 : digits & (ulong.MaxValue << (place + 8));
        digits = behind | (before << 8) | '0';
        return 7 - place / 8;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreDigits(ulong digits) =>
        ((digits & 0xF0F0_F0F0_F0F0_F0F0) | (
            ((digits + 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) >> 4)) == 0x3333_3333_3333_3333;

    /// <summary>The number: pairs of digits, then fours, then all eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Parse(ulong digits)
    {
        digits -= Zeros;
        digits = digits * 10 + (digits >> 8);
        const ulong pairs = 0x0000_00FF_0000_00FF;
        return (uint)(((digits & pairs) * (100 + (1_000_000UL << 32)) + ((digits >> 16) & pairs) * (1 + (10_000UL << 32))) >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ZerosAtEnd(ulong digits) => BitOperations.LeadingZeroCount(digits ^ Zeros) >> 3;
}
