using System.Globalization;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;

namespace ReapFunctions.Extracts.Inference;

/// <summary>Which marks the numbers of a column have, and what that says about its decimals and thousands.</summary>
/// <remarks>
/// What can be read in one way only is evidence: <c>1,234.50</c>, <c>12.5</c>, <c>0.125</c>, <c>1,234,567</c>. One mark before
/// three
/// digits, <c>1,234</c>, is not. Evidence in a column decides for all of it, else that of the other columns of the file.
/// </remarks>
internal sealed class NumberReading
{
    private const double MinMajority = 0.95;
    private const int SafeDigits = 15;
    private const int MaxCurrencies = 5;

    private static readonly Repairs All = new(null);

    private readonly SortedSet<string> currencies = new(StringComparer.Ordinal);

    private long whole;
    private long point;
    private long comma;
    private long pointGroups;
    private long commaGroups;
    private long eitherPoint;
    private long eitherComma;

    /// <summary>Values that are no numbers.</summary>
    public long Faults { get; private set; }

    /// <summary>The first of them.</summary>
    public string? FirstFault { get; private set; }

    /// <summary>A number of so many digits that a double does not hold it.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>A number that begins with a zero which says nothing: <c>00123</c>.</summary>
    public bool HasLeadingZero { get; private set; }

    /// <summary>Numbers with a percent sign.</summary>
    public long Percents { get; private set; }

    /// <summary>The currencies that stand beside numbers, no more than a few.</summary>
    public IReadOnlyCollection<string> Currencies => currencies;

    /// <summary>The largest number of whole digits.</summary>
    public int Digits { get; private set; }

    /// <summary>The first value that can be read in two ways.</summary>
    public string? Either { get; private set; }

    /// <summary>Values that say that a point stands before decimals.</summary>
    public long ForPoint => point + commaGroups;

    /// <summary>Values that say that a comma stands before decimals.</summary>
    public long ForComma => comma + pointGroups;

    private bool IsEither => eitherPoint + eitherComma > 0;

    private bool HasDecimals => point + comma > 0;

    public void Add(ReadOnlySpan<byte> text)
    {
        if (text.Length > NumberText.LongestRepairable || !NumberSigns.TryTake(text, All, out var signs))
        {
            Fault(text);
            return;
        }
        Span<byte> room = stackalloc byte[NumberText.LongestRepairable + 1];
        var body = NumberMarks.Unspace(signs.Body, room, out var hadSpaces);
        Percents += text[^1] == '%' ? 1 : 0;
        if (currencies.Count < MaxCurrencies && signs.HasCurrency)
            currencies.Add(CurrencyOf(text));
        if (!TryNote(body, hadSpaces))
        {
            // With an exponent; of an id that a spreadsheet has rounded it says nothing.
            if (DecimalText.TryRead(signs.Body, out _, out _) && !hadSpaces)
                point++;
            else
                Fault(text);
        }
    }

    private static string CurrencyOf(ReadOnlySpan<byte> text) =>
        string.Concat(System.Text.Encoding.UTF8.GetString(text).ToUpperInvariant().Where(
            letter => char.IsLetter(letter) || char.GetUnicodeCategory(letter) == UnicodeCategory.CurrencySymbol));

    private void Fault(ReadOnlySpan<byte> text)
    {
        Faults++;
        FirstFault ??= Receipts.RejectText.Show(text);
    }

    /// <summary>The field of the column; null when its numbers can be read in two ways.</summary>
    /// <param name="others">What the other columns say: more for a point than for a comma when positive, 0 when nothing.</param>
    public Field? ToField(string name, int others)
    {
        var (forPoint, forComma) = (ForPoint, ForComma);
        if (forPoint + forComma == 0 && IsEither)
            (forPoint, forComma) = (Math.Max(others, 0), Math.Max(-others, 0));
        if (IsEither && Math.Max(forPoint, forComma) is var most && (most == 0 || most < MinMajority * (forPoint + forComma)))
            return null;
        var isComma = forComma > forPoint;
        var hasGroups = isComma ? pointGroups + eitherPoint > 0 : commaGroups + eitherComma > 0;
        var hasDecimals = HasDecimals || (isComma ? eitherComma : eitherPoint) > 0;
        return new Field
        {
            Name = name,
            Type = hasDecimals || isComma ? FieldType.Number : FieldType.Integer,
            DecimalChar = isComma ? "," : ".",
            GroupChar = hasGroups ? (isComma ? "." : ",") : "",
        };
    }

    private bool TryNote(ReadOnlySpan<byte> body, bool hadSpaces)
    {
        if (NumberMarks.Separators(body, new(0, 0, IsWhole: false), out var group, out var mark) is var reason
            && reason is not (RejectReason.None or RejectReason.AmbiguousNumber))
            return false;
        var first = body.IndexOfAny((byte)'.', (byte)',') is var at and >= 0 ? at : body.Length;
        Digits = Math.Max(Digits, body.Length);
        HasLeadingZero |= first > 1 && body[0] == '0' && !hadSpaces;
        IsTooLong |= first > SafeDigits && group == 0;
        if (reason == RejectReason.AmbiguousNumber)
        {
            Either ??= System.Text.Encoding.UTF8.GetString(body);
            eitherPoint += body.Contains((byte)'.') ? 1 : 0;
            eitherComma += body.Contains((byte)',') ? 1 : 0;
        }
        else if (mark == 0 && group is 0 or (byte)'\'')
            whole++;
        pointGroups += group == '.' ? 1 : 0;
        commaGroups += group == ',' ? 1 : 0;
        if (reason == RejectReason.None)
        {
            point += mark == '.' ? 1 : 0;
            comma += mark == ',' ? 1 : 0;
        }
        return true;
    }
}
