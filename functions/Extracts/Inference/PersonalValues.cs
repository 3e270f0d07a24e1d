using System.Buffers;
using System.Net;
using System.Numerics;
using System.Text;
using ReapFunctions.Contracts.Cells;

namespace ReapFunctions.Extracts.Inference;

/// <summary>Counts the values of a column that are personal data by their look.</summary>
internal sealed class PersonalValues
{
    private const int ShortestCard = 13;
    private const int LongestCard = 19;
    private const int ShortestPhone = 8;
    private const int LongestPhone = 15;

    /// <summary>By chance a tenth of numbers have the check digit of a card.</summary>
    private const double MinShare = 0.5;

    private static readonly SearchValues<byte> PhoneLetters = SearchValues.Create("0123456789 ()-./"u8);
    private static readonly SearchValues<byte> CardLetters = SearchValues.Create("0123456789 -"u8);

    private long values;
    private long emails;
    private long phones;
    private long cards;
    private long ibans;
    private long addresses;

    /// <summary>What most values are; null when they are nothing of the kind.</summary>
    public string? Kind
    {
        get
        {
            var (kind, count) = new[]
            {
                ("e-mail addresses", emails), ("telephone numbers", phones), ("card numbers", cards), ("IBANs", ibans),
                ("IP addresses", addresses),
            }.MaxBy(found => found.Item2);
            return count > values * MinShare ? kind : null;
        }
    }

    public void Add(ReadOnlySpan<byte> text)
    {
        values++;
        if (text.Length is < 7 or > 80)
            return;
        if (IsEmail(text))
            emails++;
        else if (IsPhone(text))
            phones++;
        else if (IsCard(text))
            cards++;
        else if (IsIban(text))
            ibans++;
        else if (IsAddress(text))
            addresses++;
    }

    private static bool IsEmail(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOf((byte)'@');
        return at > 0 && at < text.Length - 3 && text[(at + 1)..].IndexOf((byte)'.') > 0 && !text.Contains((byte)' ');
    }

    /// <summary>With the mark of a country, since others are numbers like any.</summary>
    private static bool IsPhone(ReadOnlySpan<byte> text) => text[0] == '+'
        && !text[1..].ContainsAnyExcept(PhoneLetters) && SpreadsheetCell.Digits(text) is >= ShortestPhone and <= LongestPhone
        && (text.IndexOfAny(" -/("u8) > 0 || !text.Contains((byte)'.'));

    /// <summary>The check of Luhn (ISO/IEC 7812-1).</summary>
    private static bool IsCard(ReadOnlySpan<byte> text)
    {
        if (text[0] is < (byte)'3' or > (byte)'6' || text.ContainsAnyExcept(CardLetters)
            || SpreadsheetCell.Digits(text) is < ShortestCard or > LongestCard)
            return false;
        var (sum, isSecond) = (0, false);
        for (var at = text.Length - 1; at >= 0; at--)
        {
            if (!char.IsAsciiDigit((char)text[at]))
                continue;
            var digit = (text[at] - '0') * (isSecond ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
            isSecond = !isSecond;
        }
        return sum % 10 == 0;
    }

    /// <summary>The check of ISO 13616: the number, its first four characters last, is 1 modulo 97.</summary>
    private static bool IsIban(ReadOnlySpan<byte> text)
    {
        if (!char.IsAsciiLetterUpper((char)text[0]) || !char.IsAsciiLetterUpper((char)text[1]))
            return false;
        var plain = Encoding.Latin1.GetString(text).Replace(" ", "", StringComparison.Ordinal);
        if (plain.Length is < 15 or > 34 || plain.Any(letter => !char.IsAsciiLetterUpper(letter) && !char.IsAsciiDigit(letter)))
            return false;
        var digits = string.Concat((plain[4..] + plain[..4]).Select(letter =>
            char.IsAsciiDigit(letter) ? letter.ToString() : $"{letter - 'A' + 10}"));
        return BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) % 97 == 1;
    }

    private static bool IsAddress(ReadOnlySpan<byte> text) =>
        (text.Count((byte)'.') == 3 || text.Count((byte)':') >= 4) && IPAddress.TryParse(Encoding.Latin1.GetString(text), out _);
}
