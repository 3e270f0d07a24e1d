using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;

namespace ReapFunctions.Extracts.Inference;

/// <summary>Which formats of dates and times the values of a column are in.</summary>
internal sealed class MomentReading
{
    private static readonly string[] Dates =
    [
        "default", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%y", "%d/%m/%y",
        "%m/%d/%y", "%d-%m-%y", "%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%d/%b/%Y",
        "%d. %B %Y", "%Y-%b-%d", "%a %d %b %Y",
    ];

    private static readonly string[] Clocks = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p", "%I:%M%p"];

    /// <summary>Eight digits are a date only between these years.</summary>
    private const int FirstYear = 1900;
    private const int LastYear = 2100;

    private static readonly Roles Strict = new() { CustomerId = "", Repairs = [] };
    private static readonly DateOnly First = new(FirstYear, 1, 1);
    private static readonly DateOnly Last = new(LastYear, 12, 31);

    private readonly List<Candidate> candidates =
    [
        .. Dates.Select(format => new Candidate(FieldType.Date, format)), new Candidate(FieldType.Date, "%Y%m%d"),
        new Candidate(FieldType.Datetime, "default"),
        .. Dates.Skip(1).Prepend("%Y-%m-%d")
            .SelectMany(date => Clocks.Select(clock => new Candidate(FieldType.Datetime, $"{date} {clock}"))),
        new Candidate(FieldType.Datetime, "any"),
        new Candidate(FieldType.Time, "default"), .. Clocks.Where(clock => clock != "%H:%M:%S")
            .Select(clock => new Candidate(FieldType.Time, clock)),
    ];

    private readonly CellScratch scratch = new();
    private long values;

    /// <summary>Values that speak against the best format.</summary>
    public long Faults => candidates.Count == 0 ? values : candidates.Min(candidate => candidate.Faults);

    /// <summary>Dates of the best format are between these days, of which the first is 1900 to 1965 for dates of birth.</summary>
    public (double First, double Last) Range =>
        candidates.MinBy(candidate => candidate.Faults) is { } best ? (best.Least, best.Most) : (double.NaN, double.NaN);

    /// <summary>Formats that fit best and read the same text as different days; fewer than two when it is clear.</summary>
    public IReadOnlyList<string> Rivals
    {
        get
        {
            var best = candidates.Where(candidate => candidate.Faults == Faults).Select(candidate => candidate.Format).ToList();
            var rival = best.Count == 0 ? "" : Swapped(best[0]);
            return best.Count > 1 && rival != best[0] && best.Contains(rival) ? [best[0], rival] : [];
        }
    }

    /// <summary>Takes a value.</summary>
    /// <param name="forgiven">Candidates with more faults than this are given up.</param>
    public void Add(ReadOnlySpan<byte> text, double forgiven)
    {
        values++;
        if (candidates.Count == 0)
            return;
        var mayBe = text.Length is >= 4 and <= 40 && text.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0;
        var isLost = false;
        foreach (var candidate in candidates)
        {
            if (!mayBe || !candidate.Reads(text, scratch))
                isLost |= ++candidate.Faults > forgiven;
        }
        if (isLost)
            candidates.RemoveAll(candidate => candidate.Faults > forgiven);
    }

    /// <summary>The field in the best format.</summary>
    public Field ToField(string name)
    {
        var best = candidates.MinBy(candidate => candidate.Faults)!;
        return new Field { Name = name, Type = best.Type, Format = best.Format };
    }

    private static string Swapped(string format) => string.Concat(format.Select((letter, at) =>
        at > 0 && format[at - 1] == '%' ? letter switch { 'd' => 'm', 'm' => 'd', _ => letter } : letter));

    private sealed class Candidate(FieldType type, string format)
    {
        private readonly Cell cell = Cell.For(new Field { Name = "", Type = type, Format = format }, Strict);

        public FieldType Type { get; } = type;

        public string Format { get; } = format;

        public long Faults { get; set; }

        public double Least { get; private set; } = double.PositiveInfinity;

        public double Most { get; private set; } = double.NegativeInfinity;

        public bool Reads(ReadOnlySpan<byte> text, CellScratch scratch)
        {
            var reading = cell.Read(text, scratch);
            if (!reading.IsRight || (Type != FieldType.Time && !IsPlausible(reading.Value)))
                return false;
            (Least, Most) = (Math.Min(Least, reading.Value), Math.Max(Most, reading.Value));
            return true;
        }

        private bool IsPlausible(double days) =>
            Format != "%Y%m%d" || (days >= First.DayNumber && days <= Last.DayNumber);
    }
}
