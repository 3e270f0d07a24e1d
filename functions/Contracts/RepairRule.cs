namespace ReapFunctions.Contracts;

/// <summary>The named repairs. Each is counted by cell; a contract may allow only some.</summary>
public enum RepairRule
{
    /// <summary>White space around a value is removed.</summary>
    Trim,

    /// <summary>A cell of white space in a column that is not text is missing.</summary>
    BlankIsMissing,

    /// <summary>
    /// <c>NA</c>, <c>N/A</c>, <c>NULL</c>, <c>none</c>, <c>-</c> and the like in a column that is not text are missing.
    /// </summary>
    MissingMarker,

    /// <summary>Separators between thousands are removed: <c>1,234.50</c>.</summary>
    ThousandsSeparator,

    /// <summary>A decimal comma becomes a point: <c>12,5</c>.</summary>
    DecimalComma,

    /// <summary>A currency sign or code around a number is removed.</summary>
    CurrencySymbol,

    /// <summary>A whole number written with decimals: <c>12.0</c>.</summary>
    WholeNumber,

    /// <summary>A date or time in another format than the contract's.</summary>
    DateFormat,

    /// <summary>Another spelling of true or false: <c>Yes</c>, <c>Y</c>, <c>ja</c>, <c>1</c>.</summary>
    BooleanSpelling,

    /// <summary>A member of an enumeration in other upper and lower case.</summary>
    EnumSpelling,

    /// <summary>Empty cells beyond the last column are removed.</summary>
    TrailingDelimiters,

    /// <summary>A byte order mark before a row, as joined files have it, is removed.</summary>
    ByteOrderMark,

    /// <summary>A number in parentheses is negative: <c>(1,000.50)</c>.</summary>
    AccountingNegative,

    /// <summary>A minus after a number belongs before it: <c>100.00-</c>.</summary>
    TrailingMinus,

    /// <summary>A typographic minus, such as U+2212, becomes a hyphen: <c>−100</c>.</summary>
    UnicodeMinus,

    /// <summary>A percent sign is removed; the number stays as it is: <c>5 %</c> is 5.</summary>
    PercentSign,

    /// <summary>
    /// A value beyond the enumeration of a column that need not be there, and that decides nothing about a customer, is missing.
    /// </summary>
    UnknownCategory,

    /// <summary>What a spreadsheet was told to take for text: <c>="000123"</c> is <c>000123</c>.</summary>
    SpreadsheetText,
}
