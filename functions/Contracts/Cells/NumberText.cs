namespace ReapFunctions.Contracts.Cells;

/// <summary>Numbers as a contract's own characters write them.</summary>
internal static class NumberText
{
    /// <summary>Longer texts are not numbers that somebody wrote.</summary>
    public const int LongestRepairable = 64;

    /// <summary>The number with a decimal point and without the characters between thousands and around the digits.</summary>
    /// <param name="into">At least as long as the text.</param>
    public static ReadOnlySpan<byte> Plain(
        ReadOnlySpan<byte> text, byte decimalChar, ReadOnlySpan<byte> groupChar, bool bare, Span<byte> into)
    {
        if (!bare)
            text = Bare(text);
        var length = 0;
        var decimals = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (!groupChar.IsEmpty && !decimals && length > 0 && text[at..].StartsWith(groupChar))
            {
                at += groupChar.Length - 1;
                if (!IsThousands(text[(at + 1)..]))
                    into[length++] = (byte)'?';
                continue;
            }
            decimals |= text[at] == decimalChar;
            // A point that is not the decimal character must not become one.
            into[length++] = text[at] == decimalChar ? (byte)'.' : text[at] == '.' ? (byte)'?' : text[at];
        }
        return into[..length];
    }

    /// <summary>Exactly three digits follow: <c>31.12.2020</c> is no number in thousands.</summary>
    private static bool IsThousands(ReadOnlySpan<byte> rest) =>
        rest.Length >= 3 && rest[..3].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && (rest.Length == 3 || !char.IsAsciiDigit((char)rest[3]));

    private static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> text)
    {
        var first = text.IndexOfAnyInRange((byte)'0', (byte)'9');
        if (first < 0)
            return default;
        var last = text.LastIndexOfAnyInRange((byte)'0', (byte)'9');
        if (first > 0 && text[first - 1] is (byte)'-' or (byte)'+')
            first--;
        return text[first..(last + 1)];
    }
}
