using System.Buffers.Binary;

namespace ReapFunctions.Extracts;

/// <summary>
/// A 128-bit hash of bytes, for telling keys apart: among a thousand million different keys the chance that any two share one is below
/// 10^-20. Not for secrets. The same on every machine.
/// </summary>
internal static class Hash128
{
    // The digits of pi and of e in hex: numbers that nobody chose.
    private const ulong K1 = 0x243F6A8885A308D3, K2 = 0x13198A2E03707344, K3 = 0xB7E151628AED2A6A, K4 = 0xBF7158809CF4F3C7;

    public static UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        var low = K1 ^ (ulong)bytes.Length;
        var high = K2 + (ulong)bytes.Length * K3;
        while (bytes.Length > 16)
        {
            Mix(ref low, ref high, BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
            bytes = bytes[16..];
        }
        var (first, second) = Tail(bytes);
        Mix(ref low, ref high, first, second);
        return new UInt128(Fold(high ^ K3, low ^ K4), Fold(low ^ K1, high ^ K2));
    }

    /// <summary>Spreads the bits of a number over all 64.</summary>
    public static ulong Spread(ulong bits) => Fold(bits ^ K1, K3);

    private static void Mix(ref ulong low, ref ulong high, ulong first, ulong second)
    {
        low = Fold(low ^ first ^ K3, second ^ K1) ^ second;
        high = Fold(high ^ second ^ K4, first ^ K2) + first;
    }

    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    private static (ulong First, ulong Second) Tail(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 8)
            return (BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[^8..]));
        ulong word = 0;
        foreach (var letter in bytes)
            word = (word << 8) | letter;
        return (word, 0);
    }
}
