using ReapFunctions.Csv;
using ReapFunctions.Storage;

namespace ReapFunctions.Contracts;

/// <summary>What a dialect may have wrong.</summary>
internal static class DialectCheck
{
    public static void Check(Dialect dialect, Faults faults)
    {
        var marks = new List<(string Name, string Text)>();
        void Mark(string name, string? text, bool optional)
        {
            if (string.IsNullOrEmpty(text) && optional)
                return;
            if (text is not [var mark] || mark > 0x7E || mark is '\r' or '\n' or '\0' || char.IsAsciiLetterOrDigit(mark))
                faults.Add($"dialect.{name}", $"Write one ASCII character that is no letter, digit or line end, not '{text}'.");
            else if (marks.FirstOrDefault(mark => mark.Text == text) is { Name: not null } same)
                faults.Add($"dialect.{name}", $"It is the same character as {same.Name}.");
            else
                marks.Add((name, text));
        }

        Mark("delimiter", dialect.Delimiter, optional: false);
        Mark("quoteChar", dialect.QuoteChar, optional: true);
        Mark("escapeChar", dialect.EscapeChar, optional: true);
        Mark("commentChar", dialect.CommentChar, optional: true);
        if (TextEncoding.Of(dialect.Encoding) is null)
            faults.Add("dialect.encoding",
                $"'{dialect.Encoding}' is unknown. Use utf-8, utf-16, utf-16-be, or a code page that has ASCII in it, such as "
                    + "latin-1, windows-1250, koi8-r, gb18030, shift_jis.");
        for (var index = 0; index < dialect.SkipLines.Count; index++)
        {
            if (dialect.SkipLines[index].Length is 0 or > 200 || dialect.SkipLines[index].AsSpan().ContainsAny('\r', '\n'))
                faults.Add($"dialect.skipLines[{index}]", "Write the first 1 to 200 characters of the lines to skip.");
        }
        if (dialect.LineTerminator is not ("\n" or "\r\n" or "\r"))
            faults.Add(
                "dialect.lineTerminator", "Lines may end in \\n, \\r\\n or \\r; all three are understood, so leave it out.");
        if (dialect.Header && (dialect.HeaderRows.Count == 0 || dialect.HeaderRows.Any(row => row is < 1 or > 100)
            || dialect.HeaderRows.Distinct().Count() != dialect.HeaderRows.Count))
            faults.Add("dialect.headerRows", "Write different line numbers from 1 to 100, or header: false.");
    }
}
