namespace ReapFunctions.Contracts.Cells;

/// <summary>Dates, times of day, and both together.</summary>
internal sealed class MomentCell : Cell
{
    private readonly FieldType type;
    private readonly string format;
    private readonly DatePattern[] own;
    private readonly DatePattern[] others;
    private readonly Repairs repairs;

    public MomentCell(Field field, IReadOnlyList<string> otherFormats, Repairs repairs)
    {
        type = field.Type;
        format = field.Format;
        this.repairs = repairs;
        others = [.. otherFormats.Select(Pattern).OfType<DatePattern>()];
        own = format is "default" or "any" ? [] : [.. new[] { Pattern(format) }.OfType<DatePattern>()];
    }

    public override string Expected => type switch
    {
        _ when own.Length > 0 => $"a {type.ToString().ToLowerInvariant()} written {format}",
        FieldType.Date => "a date such as 2026-11-21",
        FieldType.Time => "a time such as 23:59:00",
        _ => "a date and time such as 2026-11-21T23:59:00Z",
    };

    public override Reading Read(ReadOnlySpan<byte> text, CellScratch scratch)
    {
        if (format == "default")
            return ReadDefault(text, scratch);
        foreach (var pattern in own)
        {
            if (pattern.TryRead(text, out var moment))
                return Finish(moment, scratch);
        }
        if (format == "any" && TryAny(text, out var any))
            return Finish(any, scratch);
        return RejectReason.WrongType;
    }

    public override Reading Repair(ReadOnlySpan<byte> text, CellScratch scratch)
    {
        if (!repairs.Allow(RepairRule.DateFormat) || !TryAny(text, out var moment))
            return RejectReason.WrongType;
        scratch.Note(RepairRule.DateFormat);
        return Finish(moment, scratch);
    }

    private Reading ReadDefault(ReadOnlySpan<byte> text, CellScratch scratch)
    {
        if (type == FieldType.Date)
        {
            return IsoText.TryReadDate(text, out var year, out var month, out var day)
                ? Reading.Number(text, new DateOnly(year, month, day).DayNumber)
                : RejectReason.WrongType;
        }
        var isRead = type == FieldType.Time
            ? IsoText.TryReadTime(text, Moment.Zero, out var moment)
            : IsoText.TryReadDateTime(text, (byte)'T', out moment);
        return isRead ? Finish(moment, scratch) : RejectReason.WrongType;
    }

    /// <summary>ISO 8601 in its usual variants, then the formats that the contract lists.</summary>
    private bool TryAny(ReadOnlySpan<byte> text, out Moment moment)
    {
        if (type == FieldType.Time)
            return IsoText.TryReadTime(text, Moment.Zero, out moment)
                || (text.Length == 5 && DatePatterns.HourMinute.TryRead(text, out moment));
        if (IsoText.TryReadDateTime(text, (byte)'T', out moment) || IsoText.TryReadDateTime(text, (byte)' ', out moment))
            return type == FieldType.Datetime || !moment.HasTime;
        if (IsoText.TryReadDate(text, out var year, out var month, out var day))
        {
            moment = new(year, month, day);
            return true;
        }
        foreach (var pattern in others)
        {
            if (pattern.TryRead(text, out moment))
                return type == FieldType.Datetime || !moment.HasTime;
        }
        return false;
    }

    private Reading Finish(Moment moment, CellScratch scratch)
    {
        var days = type == FieldType.Date ? Math.Floor((moment with { OffsetMinutes = null }).Days) : moment.Days;
        return Reading.Number(IsoText.Format(moment, type, scratch.Canonical), days);
    }

    private static DatePattern? Pattern(string format) => DatePattern.TryParse(format, out var pattern) ? pattern : null;

    private static class DatePatterns
    {
        public static readonly DatePattern HourMinute = Pattern("%H:%M")!;
    }
}
