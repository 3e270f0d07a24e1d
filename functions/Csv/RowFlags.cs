namespace ReapFunctions.Csv;

/// <summary>What the scanner saw in a row.</summary>
[Flags]
internal enum RowFlags : byte
{
    None = 0,

    /// <summary>At least one field is quoted.</summary>
    Quoted = 1,

    /// <summary>
    /// A quoted field holds a quote written twice, or an escape character stands somewhere: text must be unescaped.
    /// </summary>
    Escaped = 2,

    /// <summary>A quoted field holds a line end.</summary>
    SeveralLines = 4,

    /// <summary>A quote stands inside a field that is not quoted; it is part of the text.</summary>
    StrayQuote = 8,

    /// <summary>The row is longer than rows may be.</summary>
    TooLong = 16,

    /// <summary>A quote is opened and never closed.</summary>
    Unclosed = 32,

    /// <summary>Text follows a closing quote.</summary>
    Malformed = 64,

    /// <summary>The row cannot be split into fields.</summary>
    Damaged = TooLong | Unclosed | Malformed,
}
