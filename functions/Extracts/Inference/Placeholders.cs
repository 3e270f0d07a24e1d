using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ReapFunctions.Extracts.Inference;

/// <summary>
/// Values that may stand for none: 999, -1 or 9999-12-31 far from all others of the column. They are said, never taken for
/// missing.
/// </summary>
internal sealed class Placeholders
{
    /// <summary>Seldom is chance.</summary>
    private const int MinCount = 3;

    private const double MinShare = 0.01;

    /// <summary>Among fewer values nothing is far from all others.</summary>
    private const int MinValues = 50;

    /// <summary>A number is far from others when it is so many times the largest.</summary>
    private const int Far = 2;

    /// <summary>Dates on which nothing ends or begins but in programs.</summary>
    private static readonly string[] Dates =
        ["1900-01-01", "01.01.1900", "01/01/1900", "1/1/1900", "1970-01-01", "01.01.1970", "01/01/1970", "1/1/1970",
            "0001-01-01", "01.01.0001"];

    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);
    private double least = double.PositiveInfinity;
    private double most = double.NegativeInfinity;
    private long values;

    public void Add(ReadOnlySpan<byte> text)
    {
        values++;
        if (MayBeNumber(text) || MayBeDate(text))
        {
            var value = Encoding.UTF8.GetString(text);
            counts[value] = counts.GetValueOrDefault(value) + 1;
        }
        else if (Utf8Parser.TryParse(text, out double number, out var length) && length == text.Length)
            (least, most) = (Math.Min(least, number), Math.Max(most, number));
    }

    /// <summary>The numbers that may mean missing, with how often they stand there.</summary>
    public IEnumerable<(string Text, long Count)> Numbers => Frequent.Where(found =>
        double.TryParse(found.Text, CultureInfo.InvariantCulture, out var number)
        && least <= most && (number < 0 ? least >= 0 : most >= 0 && most * Far < number));

    /// <summary>The dates that may mean missing.</summary>
    public IEnumerable<(string Text, long Count)> Moments => Frequent;

    private IEnumerable<(string Text, long Count)> Frequent =>
        counts.Where(found => values >= MinValues && found.Value >= Math.Max(MinCount, values * MinShare))
            .OrderBy(found => found.Key, StringComparer.Ordinal).Select(found => (found.Key, found.Value));

    /// <summary>Nines alone, at least two, or -1, with or without decimals of zeros.</summary>
    private static bool MayBeNumber(ReadOnlySpan<byte> text)
    {
        var isNegative = text.StartsWith("-"u8);
        var digits = isNegative ? text[1..] : text;
        if (digits.IndexOf((byte)'.') is var point and >= 0)
        {
            if (digits[(point + 1)..].IndexOfAnyExcept((byte)'0') >= 0)
                return false;
            digits = digits[..point];
        }
        return (isNegative && digits is [(byte)'1'])
            || (digits.Length is >= 2 and <= 12 && digits.IndexOfAnyExcept((byte)'9') < 0);
    }

    private static bool MayBeDate(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 8 or > 19)
            return false;
        if (text.StartsWith("9999-"u8) || text.StartsWith("999912"u8) || text.IndexOf(".9999"u8) >= 0
            || text.IndexOf("/9999"u8) >= 0)
            return true;
        foreach (var date in Dates)
        {
            if (text.Length >= date.Length && Ascii.Equals(text[..date.Length], date)
                && (text.Length == date.Length || text[date.Length..].IndexOfAnyExcept(" T0:."u8) < 0))
                return true;
        }
        return false;
    }
}
