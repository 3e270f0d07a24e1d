using System.Globalization;

namespace ReapFunctions.Contracts.Cells;

/// <summary>Whole numbers of any length.</summary>
internal sealed class IntegerCell(Field field, Repairs repairs) : Cell
{
    private const int SafeDigits = 18;

    private readonly byte[] groupChar = System.Text.Encoding.UTF8.GetBytes(field.GroupChar);
    private readonly NumberMarks.OwnMarks marks =
        new((byte)'.', field.GroupChar is [var group] && group < 0x80 ? (byte)group : (byte)0, IsWhole: true);

    private readonly bool isPlain = field.GroupChar.Length == 0 && field.BareNumber;

    public override string Expected => "a whole number such as 12";

    public override Reading Read(ReadOnlySpan<byte> text, CellScratch scratch)
    {
        if (!isPlain)
            text = NumberText.Plain(text, (byte)'.', groupChar, field.BareNumber, scratch.Text(text.Length));
        return Finish(text, scratch);
    }

    public override Reading Repair(ReadOnlySpan<byte> text, CellScratch scratch)
    {
        if (text.Length > NumberText.LongestRepairable)
            return RejectReason.WrongType;
        Span<byte> plain = stackalloc byte[NumberText.LongestRepairable + 1];
        var reason = NumberMarks.Remove(text, marks, repairs, scratch, plain, out var length);
        if (reason != RejectReason.None)
            return reason;
        var whole = plain[..length];
        if (whole.IndexOf((byte)'.') is var point and >= 0)
        {
            if (!repairs.Allow(RepairRule.WholeNumber) || whole[(point + 1)..].IndexOfAnyExcept((byte)'0') >= 0)
                return RejectReason.WrongType;
            whole = whole[..point];
            scratch.Note(RepairRule.WholeNumber);
        }
        var kept = scratch.Text(whole.Length)[..whole.Length];
        whole.CopyTo(kept);
        return Finish(kept, scratch);
    }

    private static Reading Finish(ReadOnlySpan<byte> text, CellScratch scratch)
    {
        var first = text.Length > 0 && text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        var digits = text[first..];
        if (digits.IsEmpty)
            return RejectReason.WrongType;
        long number = 0;
        foreach (var letter in digits)
        {
            var digit = (uint)(letter - '0');
            if (digit > 9)
                return RejectReason.WrongType;
            number = unchecked(number * 10 + digit);
        }
        var isCanonical = (digits[0] != '0' || text.Length == 1) && (first == 0 || text[0] == '-');
        double value = number;
        if (digits.Length > SafeDigits
            && (!double.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value) || !double.IsFinite(value)))
            return RejectReason.WrongType;
        return Reading.Number(isCanonical ? text : Shorten(text, digits, scratch), text[0] == '-' ? -value : value);
    }

    private static ReadOnlySpan<byte> Shorten(ReadOnlySpan<byte> text, ReadOnlySpan<byte> digits, CellScratch scratch)
    {
        digits = digits.TrimStart((byte)'0');
        if (digits.IsEmpty)
            return "0"u8;
        if (text[0] != '-')
            return digits;
        var into = digits.Length < scratch.Canonical.Length ? scratch.Canonical : new byte[digits.Length + 1];
        into[0] = (byte)'-';
        digits.CopyTo(into.AsSpan(1));
        return into.AsSpan(0, digits.Length + 1);
    }
}
