using System.Text;
using System.Text.RegularExpressions;

namespace ReapFunctions.Extracts.Inference;

/// <summary>What the first values of a column look like to a person, whether or not anything reads them.</summary>
internal sealed partial class ValueLook
{
    private const int MaxValues = 1000;

    /// <summary>Fewer different values are codes.</summary>
    private const int MinDistinct = 20;

    private const double MinShare = 0.9;

    private readonly HashSet<string> distinct = new(StringComparer.Ordinal);
    private int values;
    private int numbers;
    private int dates;

    /// <summary><c>numbers</c> or <c>dates</c>; null when most values are neither, or few and always the same.</summary>
    public string? Like => distinct.Count < MinDistinct ? null
        : numbers >= values * MinShare ? "numbers"
        : dates >= values * MinShare ? "dates"
        : null;

    /// <summary>One of the values.</summary>
    public string Example => distinct.First();

    public void Add(ReadOnlySpan<byte> text)
    {
        if (values == MaxValues)
            return;
        values++;
        if (text.Length > 40)
            return;
        var value = Encoding.UTF8.GetString(text);
        var (isNumber, isDate) = (Number().IsMatch(value), Date().IsMatch(value));
        numbers += isNumber ? 1 : 0;
        dates += isDate ? 1 : 0;
        if ((isNumber || isDate) && distinct.Count < MinDistinct)
            distinct.Add(value);
    }

    [GeneratedRegex(@"^[(\p{Sc}\s]*[-+\u2212]?\s*\d[\d.,'\u2019\s]*([eE][-+]?\d+)?\s*[)%\p{L}\p{Sc}-]{0,3}$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^(\d{1,4}[-/. ]{1,2}(\d{1,2}|\p{L}{3,10}\.?),?[-/. ]{1,2}\d{2,4}|\p{L}{3,10}\.? \d{1,2},? \d{4})\b")]
    private static partial Regex Date();
}
