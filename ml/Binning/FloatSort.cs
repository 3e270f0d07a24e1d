using System.Runtime.InteropServices;

namespace ReapFunctions.Ml.Binning;

/// <summary>Sorts floats without NaN by their bits, eleven at a time: three passes, whatever the order they come in.</summary>
internal static class FloatSort
{
    private const int Digits = 1 << 11;
    private const int FewValues = 2048;

    /// <param name="values">The floats to sort.</param>
    /// <param name="scratch">At least as long; its content is undefined afterwards.</param>
    public static void Sort(Span<float> values, Span<uint> scratch)
    {
        if (values.Length < FewValues)
        {
            values.Sort();
            return;
        }
        var keys = MemoryMarshal.Cast<float, uint>(values);
        foreach (ref var key in keys)
            key = (key & 0x8000_0000) != 0 ? ~key : key | 0x8000_0000;
        var other = scratch[..keys.Length];
        Pass(keys, other, 0);
        Pass(other, keys, 11);
        Pass(keys, other, 22);
        for (var i = 0; i < keys.Length; i++)
            keys[i] = (other[i] & 0x8000_0000) != 0 ? other[i] & 0x7FFF_FFFF : ~other[i];
    }

    private static void Pass(ReadOnlySpan<uint> from, Span<uint> to, int shift)
    {
        Span<int> starts = stackalloc int[Digits + 1];
        starts.Clear();
        foreach (var key in from)
            starts[(int)((key >> shift) & (Digits - 1)) + 1]++;
        for (var digit = 1; digit <= Digits; digit++)
            starts[digit] += starts[digit - 1];
        foreach (var key in from)
            to[starts[(int)((key >> shift) & (Digits - 1))]++] = key;
    }
}
