using System.Text;
using ReapFunctions.Csv;

namespace ReapFunctions.Contracts.Cells;

/// <summary>Numbers as a contract's own characters write them.</summary>
internal static class NumberText
{
    /// <summary>Longer texts are not numbers that somebody wrote.</summary>
    public const int LongestRepairable = 64;

    /// <summary>What after a number makes it larger: <c>5k</c>, <c>2.5 Mio</c>.</summary>
    private static readonly byte[][] Multiples =
    [
        .. new[]
        {
            "k", "m", "b", "mn", "bn", "tn", "mio", "mln", "mrd", "tsd", "tys", "thousand", "million", "billion", "lakh", "crore",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>The number with a decimal point and without the characters between thousands and around the digits.</summary>
    /// <param name="into">At least as long as the text.</param>
    public static ReadOnlySpan<byte> Plain(
        ReadOnlySpan<byte> text, byte decimalChar, ReadOnlySpan<byte> groupChar, bool bare, Span<byte> into)
    {
        if (!bare)
            text = Bare(text, decimalChar);
        var length = 0;
        var decimals = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (!groupChar.IsEmpty && !decimals && length > 0 && text[at..].StartsWith(groupChar))
            {
                at += groupChar.Length - 1;
                if (!IsThousands(text[(at + 1)..]) || (into[0] == '0' && !text.Contains(decimalChar)))
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

    /// <summary>
    /// The digits without the text around them; empty, which is no number, when that text could change sign or size: a minus that
    /// does not stand right before the digits, a mark before the first digit, a word for thousands or millions.
    /// </summary>
    private static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> text, byte decimalChar)
    {
        var first = text.IndexOfAnyInRange((byte)'0', (byte)'9');
        if (first < 0)
            return default;
        var last = text.LastIndexOfAnyInRange((byte)'0', (byte)'9');
        // .50 is half a unit; what "Rs.500" has before its digits is the end of a word.
        if (first > 0 && text[first - 1] == decimalChar && (first == 1 || !char.IsAsciiLetter((char)text[first - 2])))
            first--;
        if (first > 0 && text[first - 1] is (byte)'-' or (byte)'+')
            first--;
        var after = WhiteSpace.Trim(text[(last + 1)..]);
        return NumberSigns.HasAny(text[..first]) || NumberSigns.HasAny(after) || IsMultiple(after)
            ? default : text[first..(last + 1)];
    }

    private static bool IsMultiple(ReadOnlySpan<byte> after)
    {
        foreach (var word in Multiples)
        {
            if (after.Length >= word.Length && Ascii.EqualsIgnoreCase(after[..word.Length], word)
                && (after.Length == word.Length || !char.IsAsciiLetter((char)after[word.Length])))
                return true;
        }
        return false;
    }
}
