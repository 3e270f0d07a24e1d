using ReapFunctions.Csv;

namespace ReapFunctions.Tests.Csv;

/// <summary>One row as the naive reader finds it.</summary>
internal sealed record NaiveRow(long Line, long Offset, string Raw, RowFlags Damage, IReadOnlyList<string> Fields);

/// <summary>
/// The reference for the fast reader: the whole file in memory, one byte at a time, one character per byte (Latin-1), no
/// cleverness. It follows the rules in the remarks of <see cref="RowScanner"/>.
/// </summary>
internal sealed class NaiveReader(string text, Dialect dialect, int longestRow, int width = 0)
{
    private readonly char delimiter = dialect.Delimiter[0];
    private readonly char quote = dialect.QuoteChar is [var mark] ? mark : '\uFFFF';
    private readonly char escape = dialect.EscapeChar is [var mark] ? mark : '\uFFFF';
    private readonly char comment = dialect.CommentChar is [var mark] ? mark : '\uFFFF';

    public int BlankLines { get; private set; }

    public int CommentLines { get; private set; }

    public List<NaiveRow> Read()
    {
        var rows = new List<NaiveRow>();
        long line = 1;
        for (var at = 0; at < text.Length;)
        {
            var firstEnd = LineEndFrom(at);
            if (text[at] == comment || firstEnd == at)
            {
                CommentLines += text[at] == comment ? 1 : 0;
                BlankLines += firstEnd == at ? 1 : 0;
                at = After(firstEnd);
                line++;
                continue;
            }
            var (damage, end, fields, lines) = Row(at);
            if (damage != RowFlags.None)
            {
                if (firstEnd - at > longestRow)
                    damage = RowFlags.TooLong;
                var cut = Math.Min(firstEnd, at + longestRow);
                rows.Add(new(line, at, text[at..cut], damage, [text[at..cut]]));
                (end, lines) = (firstEnd, 0);
            }
            else
                rows.Add(new(line, at, text[at..end], RowFlags.None, fields));
            at = After(end);
            line += lines + 1;
        }
        return rows;
    }

    private (RowFlags Damage, int End, List<string> Fields, int Lines) Row(int start)
    {
        var fields = new List<string>();
        var lines = 0;
        var stray = false;
        for (var at = start; ;)
        {
            var fieldStart = at;
            while (dialect.SkipInitialSpace && at < text.Length && text[at] == ' ')
                at++;
            if (at < text.Length && text[at] == quote)
            {
                if (at - start > longestRow)
                    return (RowFlags.TooLong, 0, fields, 0);
                var damage = Quoted(start, ref at, ref lines);
                if (damage != RowFlags.None)
                    return (damage, 0, fields, 0);
            }
            else
            {
                at = fieldStart;
                while (at < text.Length && text[at] != delimiter && text[at] is not ('\n' or '\r'))
                {
                    if (text[at] == escape)
                    {
                        lines += EscapedLine(at + 1);
                        at++;
                    }
                    else
                        stray |= text[at] == quote;
                    at++;
                }
            }
            at = Math.Min(at, text.Length);
            fields.Add(text[fieldStart..at]);
            if (at < text.Length && text[at] == delimiter)
            {
                at++;
                continue;
            }
            if (at - start > longestRow)
                return (RowFlags.TooLong, 0, fields, 0);
            var isOdd = lines > 0 && (stray || (width > 0 && fields.Count != width));
            return (isOdd ? RowFlags.Malformed : RowFlags.None, at, fields, lines);
        }
    }

    private RowFlags Quoted(int start, ref int at, ref int lines)
    {
        for (at++; at < text.Length; at++)
        {
            if (text[at] == escape)
            {
                lines += EscapedLine(at + 1);
                at++;
            }
            else if (text[at] == quote)
            {
                if (at - start > longestRow)
                    return RowFlags.Unclosed;
                var next = at + 1 < text.Length ? text[at + 1] : '\n';
                if (next == quote && dialect.DoubleQuote)
                    at++;
                else if (next == delimiter || next is '\n' or '\r')
                {
                    at++;
                    return RowFlags.None;
                }
                else
                    return RowFlags.Malformed;
            }
            else if (text[at] == '\n' || (text[at] == '\r' && After(at) == at + 1))
                lines++;
        }
        return RowFlags.Unclosed;
    }

    private int EscapedLine(int at) =>
        at < text.Length && (text[at] == '\n' || (text[at] == '\r' && After(at) == at + 1)) ? 1 : 0;

    private int LineEndFrom(int at) => text.IndexOfAny(['\n', '\r'], at) is var end and >= 0 ? end : text.Length;

    private int After(int end) =>
        end >= text.Length ? end : text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
}
