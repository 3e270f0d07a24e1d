using System.Buffers.Text;

namespace ReapFunctions.Extracts.Inference;

/// <summary>
/// Dates that a program has made numbers of, such as the 45123 of a spreadsheet: as numbers they are read, and mean nothing.
/// </summary>
internal sealed class CountedMoments
{
    /// <summary>Among fewer values they are so by chance.</summary>
    private const int MinValues = 20;

    /// <summary>Words of a name that say that a date stands there, in the languages of Europe.</summary>
    private static readonly string[] Words =
    [
        "date", "datum", "dat", "fecha", "dato", "data", "dt", "day", "time", "timestamp", "ts", "on", "at", "since", "until",
        "till", "from", "start", "started", "end", "ended", "begin", "expiry", "expires", "joined", "created", "updated",
        "opened", "closed",
        "birthday", "dob", "seit", "bis", "von", "beginn", "ende", "depuis", "desde", "hasta", "od", "do",
    ];

    private long values;
    private long serials;
    private long seconds;
    private long milliseconds;
    private long months;

    public void Add(ReadOnlySpan<byte> text)
    {
        values++;
        if (!Utf8Parser.TryParse(text, out double number, out var length) || length != text.Length)
            return;
        // 1968 to 2050, of a spreadsheet that counts from 1900; 1990 to 2100 since 1970.
        serials += number is >= 25_000 and < 55_000 ? 1 : 0;
        seconds += number is >= 631_152_000 and < 4_102_444_800 ? 1 : 0;
        milliseconds += number is >= 631_152_000_000 and < 4_102_444_800_000 ? 1 : 0;
        months += text.Length == 6 && number is >= 190_001 and < 210_000 && number % 100 is >= 1 and <= 12 ? 1 : 0;
    }

    /// <summary>What the numbers of a column of this name are, and how to write them; null when they are numbers.</summary>
    public string? Note(string name)
    {
        if (values < MinValues)
            return null;
        var isMoment = NameWords.HasAny(NameWords.Of(name), Words);
        var what = isMoment && serials == values ? "days as a spreadsheet counts them (45123 is 2023-07-16)"
            : isMoment && seconds == values ? "seconds since 1970"
            : isMoment && milliseconds == values ? "milliseconds since 1970"
            : null;
        return what is not null
            ? $"The numbers of {name} look like {what}, and are no dates to anything that reads them. Write 2026-11-20 at the "
                + "source."
            : months == values
                ? $"The numbers of {name} look like months, from one December to January it is 89 more. Write 2026-11 at the "
                    + "source, and set its type to yearmonth."
                : null;
    }
}
