using System.Buffers;
using System.Globalization;

namespace ReapFunctions.Contracts.Cells;

/// <summary>Years of the calendar, <c>-9999</c> to <c>9999</c>, four digits.</summary>
internal sealed class YearCell : Cell
{
    public override string Expected => "a year such as 2026";

    public override Reading Read(ReadOnlySpan<byte> text, CellScratch scratch)
    {
        var negative = text.Length > 0 && text[0] == '-';
        var digits = negative ? text[1..] : text;
        if (digits.Length != 4 || !IsoText.TryDigits(digits, out var year))
            return RejectReason.WrongType;
        return Reading.Number(text, negative ? -year : year);
    }
}

/// <summary>Months of the calendar, <c>2026-11</c>; ordered by months since year 0.</summary>
internal sealed class YearmonthCell : Cell
{
    public override string Expected => "a month such as 2026-11";

    public override Reading Read(ReadOnlySpan<byte> text, CellScratch scratch)
    {
        if (text.Length != 7 || text[4] != '-' || !IsoText.TryDigits(text[..4], out var year)
            || !IsoText.TryDigits(text[5..], out var month) || month is < 1 or > 12)
            return RejectReason.WrongType;
        return Reading.Number(text, year * 12 + month - 1);
    }
}

/// <summary>Durations of ISO 8601, <c>P1Y2M3DT4H5M6S</c>; ordered by their length with months of 30.436875 days.</summary>
internal sealed class DurationCell : Cell
{
    private const double DaysPerMonth = 30.436875;

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789."u8);

    public override string Expected => "a duration such as P1Y6M";

    public override Reading Read(ReadOnlySpan<byte> text, CellScratch scratch)
    {
        return TryRead(text, out var days) && !double.IsNaN(days) ? Reading.Number(text, days) : RejectReason.WrongType;
    }

    private static bool TryRead(ReadOnlySpan<byte> text, out double days)
    {
        days = 0;
        var sign = text.Length > 0 && text[0] == '-' ? -1 : 1;
        if (sign < 0)
            text = text[1..];
        if (text.Length < 3 || text[0] != 'P' || text[^1] == 'T')
            return false;
        text = text[1..];
        var units = "YMWDHMS"u8;
        var next = 0;
        while (!text.IsEmpty)
        {
            if (text[0] == 'T')
            {
                if (next > 4)
                    return false;
                next = 4;
                text = text[1..];
                continue;
            }
            var digits = text.IndexOfAnyExcept(Digits);
            if (digits < 1
                || !double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
                return false;
            var last = next < 4 ? 4 : units.Length;
            var unit = units[next..last].IndexOf(text[digits]);
            if (unit < 0)
                return false;
            unit += next;
            days += amount * unit switch
            {
                0 => 12 * DaysPerMonth,
                1 => DaysPerMonth,
                2 => 7,
                3 => 1,
                4 => 1 / 24.0,
                5 => 1 / 1440.0,
                _ => 1 / 86400.0
            };
            next = unit + 1;
            text = text[(digits + 1)..];
            if (next == 4 && !text.IsEmpty && text[0] != 'T')
                return false;
        }
        days *= sign;
        return true;
    }
}
