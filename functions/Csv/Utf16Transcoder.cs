using System.Buffers.Binary;

namespace ReapFunctions.Csv;

/// <summary>UTF-16; a lone surrogate becomes its three bytes, which are no UTF-8, half a code unit at the end one.</summary>
internal sealed class Utf16Transcoder(bool isLittleEndian) : Transcoder
{
    private ushort high;

    public override int LengthBefore(ReadOnlySpan<byte> converted)
    {
        var (characters, pairs, halves) = (0, 0, 0);
        foreach (var letter in converted)
        {
            characters += (letter & 0xC0) == 0x80 ? 0 : 1;
            pairs += letter >= 0xF0 ? 1 : 0;
            halves += letter == Invalid ? 1 : 0;
        }
        return (2 * (characters + pairs)) - halves;
    }

    protected override int Convert(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        for (var at = 0; at + 1 < bytes.Length; at += 2)
        {
            var unit = bytes.Slice(at, 2);
            ConvertUnit(isLittleEndian
                ? BinaryPrimitives.ReadUInt16LittleEndian(unit) : BinaryPrimitives.ReadUInt16BigEndian(unit));
        }
        if (!isEnd)
            return bytes.Length & ~1;
        if (high != 0)
            Put(high);
        if ((bytes.Length & 1) == 1)
            PutInvalid();
        high = 0;
        return bytes.Length;
    }

    private void ConvertUnit(ushort unit)
    {
        if (high != 0)
        {
            var first = high;
            high = 0;
            if (char.IsLowSurrogate((char)unit))
            {
                Put(char.ConvertToUtf32((char)first, (char)unit));
                return;
            }
            Put(first);
        }
        if (char.IsHighSurrogate((char)unit))
            high = unit;
        else
            Put(unit);
    }
}
