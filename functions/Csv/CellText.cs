namespace ReapFunctions.Csv;

/// <summary>From a field as it stands in the file to its text: quotes and escapes taken off.</summary>
internal sealed class CellText(Dialect dialect)
{
    private readonly int quote = dialect.QuoteChar.Length > 0 ? dialect.QuoteChar[0] : -1;
    private readonly int escape = dialect.EscapeChar is { Length: > 0 } mark ? mark[0] : -1;
    private readonly bool skipSpace = dialect.SkipInitialSpace;
    private byte[] buffer = new byte[1024];

    /// <param name="field">As it stands in the file.</param>
    /// <param name="flags">The row's.</param>
    /// <returns>Holds until the next call.</returns>
    public ReadOnlySpan<byte> Unquote(ReadOnlySpan<byte> field, RowFlags flags)
    {
        if (skipSpace)
            field = field.TrimStart((byte)' ');
        return (flags & (RowFlags.Quoted | RowFlags.Escaped)) == 0 ? field : WithoutMarks(field, flags);
    }

    private ReadOnlySpan<byte> WithoutMarks(ReadOnlySpan<byte> field, RowFlags flags)
    {
        var isQuoted = field.Length >= 2 && field[0] == quote && field[^1] == quote;
        if (isQuoted)
            field = field[1..^1];
        return (flags & RowFlags.Escaped) == 0 ? field : Unescape(field, isQuoted);
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> field, bool isQuoted)
    {
        // Databases that escape by a backslash write nothing as \N, which is no letter.
        if (!isQuoted && field is [(byte)'\\', (byte)'N'])
            return field;
        if (field.IndexOf((byte)(isQuoted ? quote : escape)) < 0 && (escape < 0 || field.IndexOf((byte)escape) < 0))
            return field;
        if (buffer.Length < field.Length)
            buffer = new byte[field.Length * 2];
        var length = 0;
        for (var at = 0; at < field.Length; at++)
        {
            var skips = at + 1 < field.Length
                && (field[at] == escape || (isQuoted && dialect.DoubleQuote && field[at] == quote && field[at + 1] == quote));
            buffer[length++] = field[skips ? ++at : at];
        }
        return buffer.AsSpan(0, length);
    }
}
