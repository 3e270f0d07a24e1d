using System.Globalization;

namespace ReapFunctions.Contracts.Cells;

/// <summary>Numbers as bytes. The canonical text of a number is the shortest that reads back as the same double.</summary>
internal static class DecimalText
{
    /// <summary>
    /// Decimal digits that a double always holds exactly enough: every text of so many digits reads back as itself.
    /// </summary>
    private const int SafeDigits = 15;

    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, SafeDigits + 1).Select(power => Math.Pow(10, power))];

    /// <summary>Reads <c>-?digits[.digits]</c> or a number with an exponent.</summary>
    /// <param name="isCanonical">True when the text is already the shortest.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, out double value, out bool isCanonical)
    {
        long mantissa = 0;
        var index = text.Length > 0 && text[0] == '-' ? 1 : 0;
        var first = index;
        var point = -1;
        for (; index < text.Length; index++)
        {
            var digit = (uint)(text[index] - '0');
            if (digit <= 9)
                mantissa = mantissa * 10 + digit;
            else if (text[index] == '.' && point < 0)
                point = index;
            else
                return TryReadAny(text, out value, out isCanonical);
        }
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        var digits = text.Length - first - (point < 0 ? 0 : 1);
        if (digits is 0 or > SafeDigits)
            return TryReadAny(text, out value, out isCanonical);
        // Both are exact in a double, so that the one division rounds once: the nearest double to the text.
        value = mantissa / PowersOfTen[decimals];
        isCanonical = IsShortest(text[first..], point < 0 ? -1 : point - first, value) && !(first == 1 && mantissa == 0);
        if (first == 1)
            value = -value;
        return true;
    }

    /// <summary>Writes the canonical text of a finite number.</summary>
    public static ReadOnlySpan<byte> Format(double value, Span<byte> into)
    {
        if (value == 0)
            value = 0; // no minus zero
        value.TryFormat(into, out var written, default, CultureInfo.InvariantCulture);
        return into[..written];
    }

    private static bool IsShortest(ReadOnlySpan<byte> unsigned, int point, double magnitude)
    {
        var whole = point < 0 ? unsigned.Length : point;
        if (whole == 0 || (whole > 1 && unsigned[0] == '0'))
            return false;
        if (point >= 0 && (point == unsigned.Length - 1 || unsigned[^1] == '0'))
            return false;
        return magnitude is 0 or (>= 1e-4 and < 1e15);
    }

    private static bool TryReadAny(ReadOnlySpan<byte> text, out double value, out bool isCanonical)
    {
        isCanonical = false;
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (text.Length > 0 && (char.IsAsciiDigit((char)text[^1]) || text[^1] == '.')
            && double.TryParse(text, styles, CultureInfo.InvariantCulture, out value) && double.IsFinite(value))
            return true;
        value = double.NaN;
        return false;
    }
}
