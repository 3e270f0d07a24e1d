using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace ReapFunctions.Extracts.Columns;

/// <summary>
/// Spreads the bits of a number over all 64, so that neighbours fall far apart: XXH3 of its eight bytes. The same on every
/// machine.
/// </summary>
internal static class NumberHash
{
    public static ulong Of(ulong number) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in number)));
}
