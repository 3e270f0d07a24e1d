using System.Buffers;
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
    /// <summary>What a column's contract says about its numbers.</summary>
    /// <param name="Point">The character before decimals.</param>
    /// <param name="Group">The character between thousands; 0 for none.</param>
    /// <param name="IsWhole">The column holds integers, so that a mark before three digits separates thousands.</param>
    public readonly record struct OwnMarks(byte Point, byte Group, bool IsWhole);

    private static readonly SearchValues<byte> DigitsAndMarks = SearchValues.Create("0123456789.,'"u8);

    /// <summary>Removes the marks.</summary>
    /// <param name="plain">At least as long as the text; receives <c>-?digits[.digits]</c>.</param>
    /// <param name="own">The column's own marks: alone and once they are not ambiguous.</param>
    public static RejectReason Remove(
        ReadOnlySpan<byte> text, in OwnMarks own, Repairs repairs, CellScratch scratch, Span<byte> plain, out int length)
    {
        length = 0;
        if (!NumberSigns.TryTake(text, repairs, out var signs))
            return RejectReason.WrongType;
        // Room is left for the sign before.
        var body = Unspace(signs.Body, plain[1..], out var hadSpaces);
        var reason = Separators(body, own, out var group, out var point);
        if (reason != RejectReason.None)
            return reason;
        var hasGroups = hadSpaces || (group != 0 && group != own.Group);
        var hasPoint = point != 0 && point != own.Point;
        if ((hasGroups && !repairs.Allow(RepairRule.ThousandsSeparator)) || (hasPoint && !repairs.Allow(RepairRule.DecimalComma)))
            return RejectReason.WrongType;

        if (signs.IsNegative)
            plain[length++] = (byte)'-';
        foreach (var mark in body)
        {
            if (mark == group)
                continue;
            plain[length++] = mark == point ? (byte)'.' : mark;
        }
        signs.Note(scratch);
        if (hasGroups)
            scratch.Note(RepairRule.ThousandsSeparator);
        if (hasPoint)
            scratch.Note(RepairRule.DecimalComma);
        return RejectReason.None;
    }

    /// <summary>What separates thousands and what decimals.</summary>
    public static RejectReason Separators(
        ReadOnlySpan<byte> body, in OwnMarks own, out byte group, out byte point)
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
        return Single(body, mark, own, out group, out point);
    }

    private static RejectReason Single(
        ReadOnlySpan<byte> body, byte mark, in OwnMarks own, out byte group, out byte point)
    {
        group = 0;
        point = mark;
        // A whole number written 12.000 is twelve to one and twelve thousand to another.
        if (mark == own.Point && mark != own.Group)
            return own.IsWhole && AreThousands(body, mark, 0) ? RejectReason.AmbiguousNumber : RejectReason.None;
        if (!AreThousands(body, mark, 0))
            return RejectReason.None;
        if (!own.IsWhole && mark != own.Group)
            return RejectReason.AmbiguousNumber;
        (group, point) = (mark, 0);
        return RejectReason.None;
    }

    /// <summary>
    /// One to three digits, then groups of three; decimals only after the last group, once. A leading zero is taken only where
    /// decimals say that the groups are some: <c>0.100,00</c>.
    /// </summary>
    private static bool AreThousands(ReadOnlySpan<byte> body, byte group, byte point)
    {
        if (point != 0)
        {
            if (body.Count(point) != 1)
                return false;
            body = body[..body.IndexOf(point)];
        }
        var first = body.IndexOf(group);
        if (first is < 1 or > 3 || (body[0] == '0' && point == 0))
            return false;
        for (var at = first; at < body.Length; at += 4)
        {
            if (body[at] != group || at + 3 >= body.Length
                || body.Slice(at + 1, 3).IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
                return false;
        }
        return true;
    }

    /// <summary>U+2019, which Switzerland writes between thousands.</summary>
    private static ReadOnlySpan<byte> Apostrophe => "\u2019"u8;

    /// <summary>Takes out spaces and typographic apostrophes between groups of three digits.</summary>
    public static ReadOnlySpan<byte> Unspace(ReadOnlySpan<byte> digits, Span<byte> into, out bool had)
    {
        had = false;
        var length = 0;
        for (var at = 0; at < digits.Length;)
        {
            var space = digits[at..].StartsWith(Apostrophe) ? Apostrophe.Length : WhiteSpace.LengthAt(digits, at);
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
