using System.Buffers;
using System.Text;
using ReapFunctions.Csv;

namespace ReapFunctions.Contracts.Cells;

/// <summary>
/// Numbers with marks that the contract does not know: separators between thousands, a decimal comma, currency. The marks are
/// removed only when the number can be read in one way.
/// </summary>
/// <remarks>
/// <code>
///   1,234,567     several groups of three                     thousands
///   1,234.50      two kinds: the last is the decimal one      thousands
///   1.234,50      likewise                                    thousands, decimal comma
///   12,5  0,125   one mark that cannot stand for thousands    decimal comma
///   1,234         one mark, three digits: either              ambiguous
/// </code>
/// </remarks>
internal static class NumberMarks
{
    private static readonly byte[][] Currencies =
        [.. new[] { "€", "$", "£", "¥", "EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "kr.", "kr" }
            .Select(Encoding.UTF8.GetBytes)];

    private static readonly SearchValues<byte> DigitsAndMarks = SearchValues.Create("0123456789.,'"u8);

    /// <summary>Removes the marks.</summary>
    /// <param name="plain">At least as long as the text; receives <c>-?digits[.digits]</c>.</param>
    /// <param name="wholeOnly">The column holds integers, so that a mark before three digits separates thousands.</param>
    /// <param name="decimalChar">The contract's own decimal character: alone and once it is not ambiguous.</param>
    public static RejectReason Remove(
        ReadOnlySpan<byte> text, bool wholeOnly, byte decimalChar, Repairs repairs, CellScratch scratch, Span<byte> plain,
            out int length)
    {
        length = 0;
        var digits = StripCurrency(text, out var hadCurrency);
        if (hadCurrency && !repairs.Allow(RepairRule.CurrencySymbol))
            return RejectReason.WrongType;
        var sign = digits.Length > 0 && digits[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        var body = Unspace(digits[sign..], plain[sign..], out var hadSpaces);
        var reason = Separators(body, wholeOnly, decimalChar, out var group, out var point);
        if (reason != RejectReason.None)
            return reason;
        if ((hadSpaces || group != 0) && !repairs.Allow(RepairRule.ThousandsSeparator))
            return RejectReason.WrongType;
        if (point != 0 && point != decimalChar && !repairs.Allow(RepairRule.DecimalComma))
            return RejectReason.WrongType;

        if (sign == 1 && digits[0] == '-')
            plain[length++] = (byte)'-';
        foreach (var mark in body)
        {
            if (mark == group)
                continue;
            plain[length++] = mark == point ? (byte)'.' : mark;
        }
        if (hadCurrency)
            scratch.Note(RepairRule.CurrencySymbol);
        if (hadSpaces || group != 0)
            scratch.Note(RepairRule.ThousandsSeparator);
        if (point != 0 && point != decimalChar)
            scratch.Note(RepairRule.DecimalComma);
        return RejectReason.None;
    }

    private static RejectReason Separators(
        ReadOnlySpan<byte> body, bool wholeOnly, byte decimalChar, out byte group, out byte point)
    {
        group = point = 0;
        if (body.IsEmpty || body.IndexOfAnyExcept(DigitsAndMarks) >= 0 || body.IndexOfAnyInRange((byte)'0', (byte)'9') < 0)
            return RejectReason.WrongType;
        if (body.Contains((byte)'\''))
        {
            group = (byte)'\'';
            var last = body.LastIndexOf(group);
            var rest = body[(last + 1)..].IndexOfAny((byte)'.', (byte)',');
            point = rest < 0 ? (byte)0 : body[last + 1 + rest];
            return AreThousands(body, group, point) ? RejectReason.None : RejectReason.WrongType;
        }
        int comma = body.LastIndexOf((byte)','), dot = body.LastIndexOf((byte)'.');
        if (comma < 0 && dot < 0)
            return RejectReason.None;
        if (comma >= 0 && dot >= 0)
        {
            (group, point) = comma > dot ? ((byte)'.', (byte)',') : ((byte)',', (byte)'.');
            return AreThousands(body, group, point) ? RejectReason.None : RejectReason.WrongType;
        }
        var mark = comma >= 0 ? (byte)',' : (byte)'.';
        if (body.Count(mark) > 1)
        {
            group = mark;
            return AreThousands(body, group, 0) ? RejectReason.None : RejectReason.WrongType;
        }
        return Single(body, mark, wholeOnly, decimalChar, out group, out point);
    }

    private static RejectReason Single(
        ReadOnlySpan<byte> body, byte mark, bool wholeOnly, byte decimalChar, out byte group, out byte point)
    {
        group = 0;
        point = mark;
        if (mark == decimalChar)
            return RejectReason.None;
        if (!AreThousands(body, mark, 0))
            return RejectReason.None;
        if (!wholeOnly)
            return RejectReason.AmbiguousNumber;
        (group, point) = (mark, 0);
        return RejectReason.None;
    }

    /// <summary>One to three digits, no leading zero, then groups of three; decimals only after the last group, once.</summary>
    private static bool AreThousands(ReadOnlySpan<byte> body, byte group, byte point)
    {
        if (point != 0)
        {
            if (body.Count(point) != 1)
                return false;
            body = body[..body.IndexOf(point)];
        }
        var first = body.IndexOf(group);
        if (first is < 1 or > 3 || body[0] == '0')
            return false;
        for (var at = first; at < body.Length; at += 4)
        {
            if (body[at] != group || at + 3 >= body.Length
                || body.Slice(at + 1, 3).IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
                return false;
        }
        return true;
    }

    private static ReadOnlySpan<byte> StripCurrency(ReadOnlySpan<byte> text, out bool had)
    {
        had = false;
        var negative = text.Length > 1 && text[0] == '-';
        foreach (var currency in Currencies)
        {
            if (text.EndsWith(currency))
            {
                had = true;
                return WhiteSpace.Trim(text[..^currency.Length]);
            }
            if (!negative && text.StartsWith(currency))
            {
                had = true;
                return WhiteSpace.Trim(text[currency.Length..]);
            }
        }
        return text;
    }

    /// <summary>Takes out spaces between groups of three digits.</summary>
    private static ReadOnlySpan<byte> Unspace(ReadOnlySpan<byte> digits, Span<byte> into, out bool had)
    {
        had = false;
        var length = 0;
        for (var at = 0; at < digits.Length;)
        {
            var space = WhiteSpace.LengthAt(digits, at);
            if (space == 0)
            {
                into[length++] = digits[at++];
                continue;
            }
            var group = digits[(at + space)..];
            if (length == 0 || group.Length < 3 || group[..3].IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0
                || (group.Length > 3 && char.IsAsciiDigit((char)group[3])))
                return default;
            had = true;
            at += space;
        }
        return into[..length];
    }
}
