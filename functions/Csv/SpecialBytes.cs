using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ReapFunctions.Csv;

/// <summary>
/// The bytes that mean something between fields, found 64 at a time: the delimiter, the quote, the escape character and line
/// ends.
/// </summary>
internal readonly struct SpecialBytes(byte delimiter, byte quote, byte escape)
{
    /// <summary>
    /// Appends the places of the bits of a mask. Writes up to three more than there are: room is made for a whole chunk.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int AddPlaces(int[] cuts, int cut, ulong mask, int chunk)
    {
        var count = BitOperations.PopCount(mask);
        ref var place = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(cuts), cut);
        for (var done = 0; done < count; done += 4)
        {
            for (var step = 0; step < 4; step++)
            {
                Unsafe.Add(ref place, done + step) = chunk + BitOperations.TrailingZeroCount(mask);
                mask &= mask - 1;
            }
        }
        return cut + count;
    }

    /// <summary>Bit i is set when byte i from a place is a delimiter, a quote, an escape or a line end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Mask(byte[] bytes, int at, out ulong delimiters)
    {
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(bytes), at);
        if (Vector512.IsHardwareAccelerated)
        {
            var chunk = Vector512.LoadUnsafe(ref first);
            var cuts = Vector512.Equals(chunk, Vector512.Create(delimiter));
            delimiters = cuts.ExtractMostSignificantBits();
            var found = cuts | Vector512.Equals(chunk, Vector512.Create((byte)'\n'))
                | Vector512.Equals(chunk, Vector512.Create((byte)'\r')) | Vector512.Equals(chunk, Vector512.Create(quote))
                | Vector512.Equals(chunk, Vector512.Create(escape));
            return found.ExtractMostSignificantBits();
        }
        var specials = Mask32(ref first, out var low) | ((ulong)Mask32(ref Unsafe.Add(ref first, 32), out var high) << 32);
        delimiters = low | ((ulong)high << 32);
        return specials;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Mask32(ref byte first, out uint delimiters)
    {
        var chunk = Vector256.LoadUnsafe(ref first);
        var cuts = Vector256.Equals(chunk, Vector256.Create(delimiter));
        delimiters = cuts.ExtractMostSignificantBits();
        var found = cuts | Vector256.Equals(chunk, Vector256.Create((byte)'\n'))
            | Vector256.Equals(chunk, Vector256.Create((byte)'\r')) | Vector256.Equals(chunk, Vector256.Create(quote))
            | Vector256.Equals(chunk, Vector256.Create(escape));
        return found.ExtractMostSignificantBits();
    }
}
