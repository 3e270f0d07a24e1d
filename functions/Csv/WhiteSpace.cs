using System.Text;

namespace ReapFunctions.Csv;

/// <summary>White space in UTF-8, that of Unicode included: billing systems write no-break spaces.</summary>
internal static class WhiteSpace
{
    /// <summary>True when the text may begin or end in white space; false for certain when it does not.</summary>
    public static bool MaySurround(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && (text[0] is <= 0x20 or >= 0x80 || text[^1] is <= 0x20 or >= 0x80);

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        var start = 0;
        while (LengthAt(text, start) is var length and > 0)
            start += length;
        text = text[start..];
        while (LengthBefore(text) is var length and > 0)
            text = text[..^length];
        return text;
    }

    /// <summary>The length in bytes of the white space character at a place, 0 when there is none.</summary>
    public static int LengthAt(ReadOnlySpan<byte> text, int at)
    {
        if (at >= text.Length)
            return 0;
        if (text[at] < 0x80)
            return text[at] is (byte)' ' or (>= 9 and <= 13) ? 1 : 0;
        Rune.DecodeFromUtf8(text[at..], out var rune, out var length);
        return IsSpace(rune) ? length : 0;
    }

    private static int LengthBefore(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return 0;
        if (text[^1] < 0x80)
            return text[^1] is (byte)' ' or (>= 9 and <= 13) ? 1 : 0;
        Rune.DecodeLastFromUtf8(text, out var rune, out var length);
        return IsSpace(rune) ? length : 0;
    }

    // U+FEFF and U+200B are no white space to Unicode, but nobody means them at the edge of a value.
    private static bool IsSpace(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value is 0xFEFF or 0x200B;
}
