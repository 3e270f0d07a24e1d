using System.Buffers.Binary;
using System.Numerics;

namespace ReapFunctions.Storage;

/// <summary>
/// XXH64 with seed 0 (Yann Collet, "xxHash fast digest algorithm", version 0.1.1): a fast, well spread 64-bit hash with a published
/// definition, so that other systems can compute it too. The same on every machine. Not for secrets.
/// </summary>
/// <remarks>
/// <code>
///   32 bytes at a time    four lanes of 8 bytes each, then the lanes are folded into one
///   what is left          8 bytes, 4 bytes, single bytes
///   at last               the bits are mixed, so that each byte of the hash depends on each of the text
/// </code>
/// </remarks>
public static class XxHash64
{
    private const ulong P1 = 0x9E3779B185EBCA87, P2 = 0xC2B2AE3D27D4EB4F, P3 = 0x165667B19E3779F9, P4 = 0x85EBCA77C2B2AE63, P5 = 0x27D4EB2F165667C5;
    private const int Stripe = 32;

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var length = (ulong)bytes.Length;
        var hash = bytes.Length >= Stripe ? OfStripes(ref bytes) : P5;
        return Avalanche(OfRest(hash + length, bytes));
    }

    private static ulong OfStripes(ref ReadOnlySpan<byte> bytes)
    {
        ulong a = unchecked(P1 + P2), b = P2, c = 0, d = unchecked(0 - P1);
        for (; bytes.Length >= Stripe; bytes = bytes[Stripe..])
        {
            a = Round(a, Word(bytes));
            b = Round(b, Word(bytes[8..]));
            c = Round(c, Word(bytes[16..]));
            d = Round(d, Word(bytes[24..]));
        }
        var hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
        return Fold(Fold(Fold(Fold(hash, a), b), c), d);
    }

    private static ulong OfRest(ulong hash, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
            hash = BitOperations.RotateLeft(hash ^ Round(0, Word(bytes)), 27) * P1 + P4;
        if (bytes.Length >= 4)
        {
            hash = BitOperations.RotateLeft(hash ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes) * P1, 23) * P2 + P3;
            bytes = bytes[4..];
        }
        foreach (var octet in bytes)
            hash = BitOperations.RotateLeft(hash ^ octet * P5, 11) * P1;
        return hash;
    }

    private static ulong Avalanche(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * P2;
        hash = (hash ^ (hash >> 29)) * P3;
        return hash ^ (hash >> 32);
    }

    private static ulong Round(ulong lane, ulong word) => BitOperations.RotateLeft(lane + word * P2, 31) * P1;

    private static ulong Fold(ulong hash, ulong lane) => (hash ^ Round(0, lane)) * P1 + P4;

    private static ulong Word(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}
