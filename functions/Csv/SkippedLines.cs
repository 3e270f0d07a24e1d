using System.Text;

namespace ReapFunctions.Csv;

/// <summary>Lines that are no rows: comments, and those that begin as the dialect says.</summary>
internal sealed class SkippedLines
{
    private readonly byte[][] beginnings;
    private readonly int longest;

    public SkippedLines(Dialect dialect)
    {
        var texts = dialect.CommentChar is { Length: > 0 } comment ? dialect.SkipLines.Prepend(comment) : dialect.SkipLines;
        beginnings = [.. texts.Select(Encoding.UTF8.GetBytes)];
        longest = beginnings.Max(beginning => (int?)beginning.Length) ?? 0;
        IsAny = longest > 0;
    }

    public bool IsAny { get; }

    /// <summary>Whether a line is one; null when more of it must be known.</summary>
    /// <param name="line">Its first bytes and what follows.</param>
    public bool? Has(ReadOnlySpan<byte> line, bool isLast)
    {
        foreach (var beginning in beginnings)
        {
            if (line.StartsWith(beginning))
                return true;
        }
        return longest > line.Length && !isLast && line.IndexOfAny((byte)'\n', (byte)'\r') < 0 ? null : false;
    }
}
