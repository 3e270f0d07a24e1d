namespace ReapFunctions.Csv;

/// <summary>How a source's files are written: a CSV dialect. Lines may end in any of LF, CRLF and CR, also mixed.</summary>
public sealed record Dialect
{
    /// <summary>One ASCII character, default a comma.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>One ASCII character, default <c>"</c>; empty when fields are never quoted.</summary>
    public string QuoteChar { get; init; } = "\"";

    /// <summary>True (default) when a quote inside a quoted field is written twice.</summary>
    public bool DoubleQuote { get; init; } = true;

    /// <summary>One ASCII character that takes away the meaning of the next; null (default) when there is none.</summary>
    public string? EscapeChar { get; init; }

    /// <summary>
    /// One ASCII character that makes a line a comment when it comes first; null (default) when there are no comments.
    /// </summary>
    public string? CommentChar { get; init; }

    /// <summary>
    /// What lines that are no rows begin with, such as totals and footers; they are passed and counted as comments. Default none.
    /// </summary>
    public IReadOnlyList<string> SkipLines { get; init; } = [];

    /// <summary>True when spaces after a delimiter do not count.</summary>
    public bool SkipInitialSpace { get; init; }

    /// <summary>False when the file starts with data: columns are then the schema's fields in order.</summary>
    public bool Header { get; init; } = true;

    /// <summary>Numbers of the lines that hold the column names, 1-based, default the first; several are joined.</summary>
    public IReadOnlyList<int> HeaderRows { get; init; } = [1];

    /// <summary>What joins the names of several header rows; default a space.</summary>
    public string HeaderJoin { get; init; } = " ";

    /// <summary>LF, CRLF or CR. All three are understood whatever stands here.</summary>
    public string LineTerminator { get; init; } = "\r\n";

    /// <summary>A byte order mark in the file wins over this; default <c>utf-8</c>.</summary>
    public string Encoding { get; init; } = "utf-8";
}
