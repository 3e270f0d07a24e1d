using System.Globalization;

namespace ReapFunctions.Contracts.Cells;

/// <summary>
/// Dates and times of ISO 8601 in bytes: the default formats of Table Schema and the canonical ones of clean rows.
/// </summary>
internal static class IsoText
{
    /// <summary>Reads <c>yyyy-MM-dd</c>.</summary>
    public static bool TryReadDate(ReadOnlySpan<byte> text, out int year, out int month, out int day)
    {
        year = month = day = 0;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-'
            || !TryDigits(text[..4], out year) || !TryDigits(text.Slice(5, 2), out month)
            || !TryDigits(text.Slice(8, 2), out day))
            return false;
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
    }

    /// <summary>Reads <c>HH:mm:ss[.fffffff][Z|±HH:mm]</c> onto a date.</summary>
    public static bool TryReadTime(ReadOnlySpan<byte> text, Moment date, out Moment moment)
    {
        moment = date;
        if (text.Length < 8 || text[2] != ':' || text[5] != ':'
            || !TryDigits(text[..2], out var hour) || !TryDigits(text.Slice(3, 2), out var minute)
            || !TryDigits(text.Slice(6, 2), out var second))
            return false;
        if (!TryReadFraction(text[8..], out var fraction, out var used) || !TryReadOffset(text[(8 + used)..], out var offset))
            return false;
        moment = date with { Hour = hour, Minute = minute, Second = second, Fraction = fraction, OffsetMinutes = offset };
        return moment.IsValid;
    }

    /// <summary>Reads a date, <paramref name="between"/> and a time.</summary>
    public static bool TryReadDateTime(ReadOnlySpan<byte> text, byte between, out Moment moment)
    {
        moment = Moment.Zero;
        return text.Length > 11 && text[10] == between && TryReadDate(text[..10], out var year, out var month, out var day)
            && TryReadTime(text[11..], new Moment(year, month, day), out moment);
    }

    /// <summary>Writes the canonical text: a date, a time or both, in UTC and with <c>Z</c> where the offset is known.</summary>
    public static ReadOnlySpan<byte> Format(Moment moment, FieldType type, Span<byte> into)
    {
        var format = type switch { FieldType.Date => "yyyy-MM-dd", FieldType.Time => "HH:mm:ss", _ => "yyyy-MM-ddTHH:mm:ss" };
        if (type != FieldType.Date && moment.Fraction != 0)
            format += ".FFFFFFF";
        var value = type == FieldType.Datetime ? moment.Utc : (moment with { OffsetMinutes = null }).Utc;
        value.TryFormat(into, out var written, format, CultureInfo.InvariantCulture);
        if (type == FieldType.Datetime && moment.OffsetMinutes is not null)
            into[written++] = (byte)'Z';
        return into[..written];
    }

    public static bool TryDigits(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (var letter in text)
        {
            var digit = (uint)(letter - '0');
            if (digit > 9)
                return false;
            number = number * 10 + (int)digit;
        }
        return !text.IsEmpty;
    }

    private static bool TryReadFraction(ReadOnlySpan<byte> text, out int fraction, out int used)
    {
        fraction = used = 0;
        if (text.IsEmpty || text[0] is not ((byte)'.' or (byte)','))
            return true;
        var scale = (int)TimeSpan.TicksPerSecond / 10;
        for (used = 1; used < text.Length && char.IsAsciiDigit((char)text[used]); used++, scale /= 10)
            fraction += (text[used] - '0') * scale;
        return used > 1;
    }

    public static bool TryReadOffset(ReadOnlySpan<byte> text, out int? minutes)
    {
        minutes = null;
        if (text.IsEmpty)
            return true;
        if (text is [(byte)'Z' or (byte)'z'])
        {
            minutes = 0;
            return true;
        }
        if (text[0] is not ((byte)'+' or (byte)'-') || text.Length is not (5 or 6) || (text.Length == 6 && text[3] != ':')
            || !TryDigits(text.Slice(1, 2), out var hours) || !TryDigits(text[^2..], out var rest) || rest > 59)
            return false;
        minutes = (text[0] == '-' ? -1 : 1) * (hours * 60 + rest);
        return true;
    }
}
