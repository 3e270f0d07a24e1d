namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// What can be wrong with a row. The first can be repaired by a named rule without guessing; from <see cref="TextInNumber"/> on
/// the row cannot be used.
/// </summary>
public enum DirtKind
{
    /// <summary>Blanks around a value.</summary>
    PaddedBlanks,

    /// <summary>A flag spelt Yes or No.</summary>
    YesNo,

    /// <summary>A flag spelt 1 or 0.</summary>
    OneZero,

    /// <summary><c>1,234.50</c>.</summary>
    ThousandsSeparator,

    /// <summary><c>12,50</c>.</summary>
    DecimalComma,

    /// <summary><c>€ 12.50</c>.</summary>
    CurrencySymbol,

    /// <summary><c>31.08.2026</c>.</summary>
    DateFormat,

    /// <summary>A count with decimals: <c>12.0</c>.</summary>
    WholeNumber,

    /// <summary><c>N/A</c> where nothing is known.</summary>
    MissingMarker,

    /// <summary>A word of the contract in capitals.</summary>
    EnumSpelling,

    /// <summary>A required amount that says <c>see notes</c>.</summary>
    TextInNumber,

    /// <summary>A tenure below zero or of centuries.</summary>
    OutOfRange,

    /// <summary>An amount that can be read in two ways: <c>1,234</c>.</summary>
    AmbiguousNumber,

    /// <summary>A phone number with a remark after it, longer than the column allows.</summary>
    TooLong,

    /// <summary>A NUL inside a name.</summary>
    ControlCharacter,

    /// <summary>A segment that the contract does not know.</summary>
    UnknownEnum,

    /// <summary>A required value left empty.</summary>
    MissingRequired,

    /// <summary>No customer id.</summary>
    MissingId,

    /// <summary>The same customer a second time, on a line of its own after the clean one.</summary>
    DuplicateId,

    /// <summary>A line cut short.</summary>
    TooFewFields,

    /// <summary>A line with a field too many: a remark after the last.</summary>
    TooManyFields,

    /// <summary>A quote before a name that is never closed: it must not swallow the lines that follow.</summary>
    UnclosedQuote,

    /// <summary>Text after a closing quote.</summary>
    StrayQuote,

    /// <summary>A Latin-1 byte in a UTF-8 file.</summary>
    InvalidUtf8,
}
