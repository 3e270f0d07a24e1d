using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ReapFunctions.Contracts.Cells;

/// <summary>
/// A date format of the strptime kind: <c>%Y %y %m %d %b %B %H %I %p %M %S %f %z %j %a %A %%</c> and literal text. Numbers may
/// have fewer digits than usual, as in <c>1/2/2026</c>, where a literal follows. Month and day names are English.
/// </summary>
internal sealed class DatePattern
{
    private const string Directives = "YymdbBHIpMSfzjaA%";

    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
            "december"];

    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private readonly byte[] pattern;

    private DatePattern(byte[] pattern) => this.pattern = pattern;

    public static bool TryParse(string format, [NotNullWhen(true)] out DatePattern? pattern)
    {
        pattern = null;
        if (format.StartsWith("fmt:", StringComparison.Ordinal))
            format = format[4..];
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] == '%' && (++at == format.Length || !Directives.Contains(format[at])))
                return false;
        }
        if (!format.Contains('%'))
            return false;
        pattern = new DatePattern(Encoding.UTF8.GetBytes(format));
        return true;
    }

    public bool TryRead(ReadOnlySpan<byte> text, out Moment moment)
    {
        var parts = new Parts();
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] == '%' && pattern[++at] != '%')
            {
                if (!TryPart((char)pattern[at], at + 1 < pattern.Length && pattern[at + 1] != '%', ref text, ref parts))
                    return Fail(out moment);
            }
            else if (text.IsEmpty || text[0] != pattern[at])
                return Fail(out moment);
            else
                text = text[1..];
        }
        moment = parts.ToMoment();
        return text.IsEmpty && moment.IsValid;
    }

    private static bool Fail(out Moment moment)
    {
        moment = Moment.Zero;
        return false;
    }

    private static bool TryPart(char directive, bool literalNext, ref ReadOnlySpan<byte> text, ref Parts parts) =>
        directive switch
        {
            'Y' => TryNumber(ref text, 4, 4, out parts.Year),
            'y' => TryNumber(ref text, 2, 2, out parts.Year) && (parts.Year += parts.Year < 69 ? 2000 : 1900) > 0,
            'm' => TryNumber(ref text, literalNext ? 1 : 2, 2, out parts.Month),
            'd' => TryNumber(ref text, literalNext || text.Length == 1 ? 1 : 2, 2, out parts.Day),
            'j' => TryNumber(ref text, 3, 3, out parts.DayOfYear),
            'b' => TryName(ref text, Months, 3, out parts.Month),
            'B' => TryName(ref text, Months, 0, out parts.Month),
            'a' => TryName(ref text, Days, 3, out _),
            'A' => TryName(ref text, Days, 0, out _),
            'H' => TryNumber(ref text, literalNext ? 1 : 2, 2, out parts.Hour),
            'I' => TryNumber(ref text, literalNext ? 1 : 2, 2, out parts.Hour) && parts.Hour is >= 1 and <= 12,
            'p' => TryHalf(ref text, ref parts),
            'M' => TryNumber(ref text, 2, 2, out parts.Minute),
            'S' => TryNumber(ref text, 2, 2, out parts.Second),
            'f' => TryFraction(ref text, out parts.Fraction),
            _ => TryOffset(ref text, out parts.Offset),
        };

    private static bool TryNumber(ref ReadOnlySpan<byte> text, int min, int max, out int number)
    {
        var digits = 0;
        while (digits < max && digits < text.Length && char.IsAsciiDigit((char)text[digits]))
            digits++;
        number = 0;
        if (digits < min || !IsoText.TryDigits(text[..digits], out number))
            return false;
        text = text[digits..];
        return true;
    }

    private static bool TryName(ref ReadOnlySpan<byte> text, string[] names, int letters, out int number)
    {
        for (var name = 0; name < names.Length; name++)
        {
            var length = letters == 0 ? names[name].Length : letters;
            if (text.Length < length || !Ascii.EqualsIgnoreCase(text[..length], names[name].AsSpan(0, length)))
                continue;
            text = text[length..];
            number = name + 1;
            return true;
        }
        number = 0;
        return false;
    }

    private static bool TryHalf(ref ReadOnlySpan<byte> text, ref Parts parts)
    {
        if (text.Length < 2 || !(Ascii.EqualsIgnoreCase(text[..2], "am"u8) || Ascii.EqualsIgnoreCase(text[..2], "pm"u8)))
            return false;
        parts.Afternoon = (text[0] | 0x20) == 'p';
        text = text[2..];
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> text, out int fraction)
    {
        var length = text.Length;
        if (!TryNumber(ref text, 1, 7, out fraction))
            return false;
        for (var digits = length - text.Length; digits < 7; digits++)
            fraction *= 10;
        return true;
    }

    private static bool TryOffset(ref ReadOnlySpan<byte> text, out int? minutes)
    {
        foreach (var length in (ReadOnlySpan<int>)[6, 5, 1])
        {
            if (text.Length < length || !IsoText.TryReadOffset(text[..length], out minutes))
                continue;
            text = text[length..];
            return true;
        }
        minutes = null;
        return false;
    }

    private struct Parts()
    {
        public int Year = 1, Month = 1, Day = 1, DayOfYear, Hour, Minute, Second, Fraction;
        public int? Offset;
        public bool? Afternoon;

        public readonly Moment ToMoment()
        {
            var hour = Afternoon is null ? Hour : Hour % 12 + (Afternoon.Value ? 12 : 0);
            var (month, day) = (Month, Day);
            if (DayOfYear > 0 && Year is >= 1 and <= 9999 && DayOfYear <= (DateTime.IsLeapYear(Year) ? 366 : 365))
            {
                var date = new DateOnly(Year, 1, 1).AddDays(DayOfYear - 1);
                (month, day) = (date.Month, date.Day);
            }
            return new(Year, month, day, hour, Minute, Second, Fraction, Offset);
        }
    }
}
