using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ReapFunctions.Extracts.Columns;

/// <summary>A few short texts, found by one look: a table in which each has a place of its own.</summary>
internal sealed class MemberTable
{
    private const int LongestMember = 16;
    private const int Slots = 256;
    private const int Attempts = 1000;

    private readonly Vector128<byte>[] texts = new Vector128<byte>[Slots];
    private readonly ulong[] values = new ulong[Slots];
    private readonly int[] lengths = new int[Slots];
    private ulong factor;

    private MemberTable()
    {
    }

    /// <param name="members">Each text with the bits that stand for it.</param>
    /// <returns>Null when a text is empty or too long, or no table was found: there are too many.</returns>
    public static MemberTable? Of(IReadOnlyList<(byte[] Text, ulong Bits)> members)
    {
        if (members.Any(member => member.Text.Length is 0 or > LongestMember))
            return null;
        var table = new MemberTable();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            table.factor = NumberHash.Of((ulong)attempt) | 1;
            if (table.TryPlace(members))
                return table;
        }
        return null;
    }

    /// <param name="text">Sixteen bytes are read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(ref byte text, int length, out ulong bits)
    {
        var word = Masked(Vector128.LoadUnsafe(ref text), length);
        var slot = SlotOf(word);
        bits = values[slot];
        return lengths[slot] == length && texts[slot] == word;
    }

    private bool TryPlace(IReadOnlyList<(byte[] Text, ulong Bits)> members)
    {
        Array.Clear(lengths);
        var padded = new byte[LongestMember];
        foreach (var (text, bits) in members)
        {
            padded.AsSpan().Clear();
            text.CopyTo(padded, 0);
            var word = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(padded));
            var slot = SlotOf(word);
            if (lengths[slot] > 0)
                return false;
            (texts[slot], lengths[slot], values[slot]) = (word, text.Length, bits);
        }
        return true;
    }

    private int SlotOf(Vector128<byte> word)
    {
        var halves = word.AsUInt64();
        return (int)(((halves[0] ^ (halves[1] >> 7)) * factor) >> 56);
    }

    /// <summary>The first bytes of a vector, zeros behind them.</summary>
    private static Vector128<byte> Masked(Vector128<byte> word, int length) =>
        word & Vector128.LessThan(Vector128<byte>.Indices, Vector128.Create((byte)Math.Min(length, LongestMember)));
}
