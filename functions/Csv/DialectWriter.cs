using System.Text;

namespace ReapFunctions.Csv;

/// <summary>Writes rows of texts as a dialect has them, so that reading them by the dialect gives the texts back.</summary>
internal sealed class DialectWriter(Dialect dialect)
{
    private readonly string quote = dialect.QuoteChar;
    private readonly string? escape = dialect.EscapeChar;

    /// <summary>The row in UTF-8, with its line end.</summary>
    /// <exception cref="FormatException">A text needs quotes, and the dialect has none and no escape character.</exception>
    public byte[] Row(IReadOnlyList<string> texts) =>
        Encoding.UTF8.GetBytes($"{string.Join(dialect.Delimiter, texts.Select(Cell))}\n");

    private string Cell(string text, int place)
    {
        if (!NeedsMarks(text, place))
            return text;
        if (quote.Length > 0 && (dialect.DoubleQuote || escape is not null || !text.Contains(quote, StringComparison.Ordinal)))
            return $"{quote}{Inside(text)}{quote}";
        if (escape is not null && text.AsSpan().IndexOfAny('\r', '\n') < 0)
            return string.Concat(text.Select(letter => IsMark(letter, place) ? $"{escape}{letter}" : $"{letter}"));
        throw new FormatException(
            $"A value holds '{dialect.Delimiter}', a quote or a line end, which the contract's dialect cannot write. Remove it.");
    }

    private string Inside(string text)
    {
        if (escape is not null)
            text = text.Replace(escape, escape + escape, StringComparison.Ordinal);
        return text.Replace(quote, dialect.DoubleQuote ? quote + quote : escape + quote, StringComparison.Ordinal);
    }

    private bool NeedsMarks(string text, int place) =>
        text.Any(letter => IsMark(letter, place)) || (dialect.SkipInitialSpace && text.StartsWith(' '));

    private bool IsMark(char letter, int place) =>
        letter is '\r' or '\n' || Is(dialect.Delimiter, letter) || Is(quote, letter) || Is(escape, letter)
        || (place == 0 && Is(dialect.CommentChar, letter));

    private static bool Is(string? mark, char letter) => mark is { Length: > 0 } && mark[0] == letter;
}
