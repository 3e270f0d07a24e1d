namespace ReapFunctions.Contracts.Cells;

/// <summary>What spreadsheets make of cells when they write a file.</summary>
internal static class SpreadsheetCell
{
    /// <summary>A double holds so many decimal digits for certain; of longer ids the end is lost.</summary>
    private const int SafeDigits = 15;

    /// <summary>Whether it is a formula for a text: <c>="000123"</c>.</summary>
    public static bool IsWrapped(ReadOnlySpan<byte> text) => text is [(byte)'=', (byte)'"', .., (byte)'"'] && text.Length > 2
        && text[2..^1].IndexOf((byte)'"') < 0;

    /// <summary>The text of a formula for it.</summary>
    public static ReadOnlySpan<byte> Unwrap(ReadOnlySpan<byte> text) => text[2..^1];

    /// <summary>
    /// Whether an id has lost its end: written with a power of ten, as <c>9.91214E+15</c>, or read as a number that holds fewer
    /// digits than it has.
    /// </summary>
    public static bool IsSpoiltId(ReadOnlySpan<byte> text, FieldType type) =>
        HasPower(text) || (type == FieldType.Number && text.Length > SafeDigits && Digits(text) > SafeDigits);

    /// <summary>Digits, a mark, digits and <c>E+15</c>.</summary>
    public static bool HasPower(ReadOnlySpan<byte> text)
    {
        var power = text.Length < 5 ? -1 : text.LastIndexOf("E+"u8) is var upper and > 0 ? upper : text.LastIndexOf("e+"u8);
        if (power < 1 || text.Length - power is < 3 or > 5 || Digits(text[(power + 2)..]) != text.Length - power - 2)
            return false;
        var mantissa = text[..power];
        return Digits(mantissa) is var digits && (digits == mantissa.Length
            || (digits == mantissa.Length - 1 && mantissa.Length > 2 && mantissa[1] is (byte)'.' or (byte)','));
    }

    /// <summary>How many ASCII digits a text has.</summary>
    public static int Digits(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var letter in text)
            count += char.IsAsciiDigit((char)letter) ? 1 : 0;
        return count;
    }
}
