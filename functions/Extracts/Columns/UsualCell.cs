using System.IO.Hashing;
using System.Runtime.CompilerServices;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;

namespace ReapFunctions.Extracts.Columns;

/// <summary>
/// Reads values in the spelling that nearly all of a column have, fast, and declines every other: the column's <see cref="Cell"/>
/// then has the word. What it takes the cell would take too, with the same result.
/// </summary>
internal interface IUsualCell
{
    /// <param name="text">The first byte, without quotes; <see cref="RowBlock.Padding"/> bytes may be read whatever the
    /// length.</param>
    /// <param name="length">1 or more.</param>
    /// <param name="bits">The value as <see cref="ColumnStatistics.Add"/> takes it.</param>
    /// <param name="kept">The canonical text is so many first bytes.</param>
    bool TryRead(ref byte text, int length, out ulong bits, out int kept);
}

/// <summary>Whole numbers of up to eight digits without sign.</summary>
internal readonly struct UsualInteger(Bounds bounds) : IUsualCell
{
    public bool TryRead(ref byte text, int length, out ulong bits, out int kept)
    {
        Unsafe.SkipInit(out bits);
        kept = length;
        if (length > EightDigits.Max || (text == '0' && length > 1))
            return false;
        var digits = EightDigits.Load(ref text, length);
        if (!EightDigits.AreDigits(digits))
            return false;
        double value = EightDigits.Parse(digits);
        bits = BitConverter.DoubleToUInt64Bits(value);
        return bounds.Hold(value);
    }
}

/// <summary>
/// Numbers of up to eight characters with a decimal point or none, without sign; zeros at the end are left away.
/// </summary>
internal readonly struct UsualNumber(Bounds bounds) : IUsualCell
{
    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];

    public bool TryRead(ref byte text, int length, out ulong bits, out int kept)
    {
        Unsafe.SkipInit(out bits);
        kept = length;
        if (length > EightDigits.Max || text == '.' || (text == '0' && length > 1 && Unsafe.Add(ref text, 1) != '.'))
            return false;
        var digits = EightDigits.Load(ref text, length);
        var decimals = EightDigits.RemovePoint(ref digits);
        if (!EightDigits.AreDigits(digits))
            return false;
        // Both are exact in a double, so that the one division rounds once: the nearest double to the text.
        var value = decimals <= 0 ? EightDigits.Parse(digits) : EightDigits.Parse(digits) / PowersOfTen[decimals];
        bits = BitConverter.DoubleToUInt64Bits(value);
        if (decimals >= 0)
        {
            var zeros = Math.Min(EightDigits.ZerosAtEnd(digits), decimals);
            kept = length - zeros - (zeros == decimals ? 1 : 0);
        }
        // Below a ten-thousandth the canonical text has an exponent.
        return bounds.Hold(value) && value is 0 or >= 1e-4;
    }
}

/// <summary>Dates written <c>yyyy-MM-dd</c>.</summary>
internal readonly struct UsualDate(Bounds bounds) : IUsualCell
{
    private static readonly int[] DaysBefore = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

    public bool TryRead(ref byte text, int length, out ulong bits, out int kept)
    {
        Unsafe.SkipInit(out bits);
        kept = length;
        if (length != 10)
            return false;
        var first = Unsafe.ReadUnaligned<ulong>(ref text);
        var day = EightDigits.Load(ref Unsafe.Add(ref text, 8), 2);
        // yyyy-MM- becomes 00yyyyMM.
        var yearMonth = (first << 16 & 0x0000_FFFF_FFFF_0000) | (first << 8 & 0xFFFF_0000_0000_0000) | 0x3030;
        if ((first & 0xFF00_00FF_0000_0000) != 0x2D00_002D_0000_0000 || !EightDigits.AreDigits(yearMonth)
            || !EightDigits.AreDigits(day))
            return false;
        var (year, month) = Math.DivRem((int)EightDigits.Parse(yearMonth), 100);
        if (!TryDayNumber(year, month, (int)EightDigits.Parse(day), out var number))
            return false;
        bits = BitConverter.DoubleToUInt64Bits(number);
        return bounds.Hold(number);
    }

    /// <summary>As <see cref="DateOnly.DayNumber"/>: days since 0001-01-01.</summary>
    private static bool TryDayNumber(int year, int month, int day, out int number)
    {
        number = 0;
        if (year == 0 || month is 0 or > 12 || day == 0)
            return false;
        var leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 1 : 0;
        if (day > DaysBefore[month + 1] - DaysBefore[month] + (month == 2 ? leap : 0))
            return false;
        var before = year - 1;
        number = before * 365 + before / 4 - before / 100 + before / 400 + DaysBefore[month] + (month > 2 ? leap : 0) + day - 1;
        return true;
    }
}

/// <summary>Texts that begin and end in a visible ASCII character.</summary>
/// <param name="min">Fewest bytes that are surely as many characters as needed.</param>
/// <param name="max">Most bytes.</param>
/// <param name="special">Bytes that output would have to quote; null when they cannot stand in an unquoted field.</param>
internal readonly struct UsualText(int min, int max, System.Buffers.SearchValues<byte>? special) : IUsualCell
{
    public bool TryRead(ref byte text, int length, out ulong bits, out int kept)
    {
        Unsafe.SkipInit(out bits);
        kept = length;
        var last = Unsafe.Add(ref text, length - 1);
        if ((byte)(text - 0x21) > 0x5D || (byte)(last - 0x21) > 0x5D || length < min || length > max)
            return false;
        var span = System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref text, length);
        if (special is not null && span.ContainsAny(special))
            return false;
        bits = (ulong)XxHash128.HashToUInt128(span);
        return true;
    }
}

/// <summary>Texts that are ids: what may be one that a spreadsheet has rounded is declined, and the column's own name.</summary>
internal readonly struct UsualId(UsualText usual, byte[] header) : IUsualCell
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(ref byte text, int length, out ulong bits, out int kept)
    {
        Unsafe.SkipInit(out bits);
        kept = length;
        return length >= sizeof(uint) && !EndsWithExponent(ref text, length) && !IsHeader(ref text, length)
            && usual.TryRead(ref text, length, out bits, out kept);
    }

    /// <summary>Whether there is a plus in the last four bytes, as in <c>9.91214E+15</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool EndsWithExponent(ref byte text, int length)
    {
        var last = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref text, length - sizeof(uint))) ^ 0x2B2B_2B2B;
        return ((last - 0x0101_0101) & ~last & 0x8080_8080) != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsHeader(ref byte text, int length) =>
        length == header.Length && text == header[0]
        && System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref text, length).SequenceEqual(header);
}

/// <summary>Texts that are one of a few, each of up to sixteen bytes.</summary>
internal readonly struct UsualMember(MemberTable members) : IUsualCell
{
    public bool TryRead(ref byte text, int length, out ulong bits, out int kept)
    {
        kept = length;
        return members.TryFind(ref text, length, out bits);
    }
}
