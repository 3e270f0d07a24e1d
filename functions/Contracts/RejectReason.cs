namespace ReapFunctions.Contracts;

/// <summary>
/// Why a row was rejected. Closed: a row is rejected for one of these, the first that its fields show from left to right.
/// </summary>
public enum RejectReason
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The row is longer than rows may be.</summary>
    RowTooLong,

    /// <summary>A quote is opened and never closed.</summary>
    UnclosedQuote,

    /// <summary>Text follows a closing quote.</summary>
    MalformedQuote,

    /// <summary>Fewer cells than the header has.</summary>
    TooFewColumns,

    /// <summary>More cells than the header has.</summary>
    TooManyColumns,

    /// <summary>Bytes that are no text in the file's encoding.</summary>
    InvalidEncoding,

    /// <summary>A NUL or another control character inside a value.</summary>
    ControlCharacter,

    /// <summary>A required value is missing.</summary>
    MissingValue,

    /// <summary>The value is not of the column's type.</summary>
    WrongType,

    /// <summary>The value is not in the column's format.</summary>
    WrongFormat,

    /// <summary>The number can be read in two ways, such as <c>1,234</c>.</summary>
    AmbiguousNumber,

    /// <summary>An id that a spreadsheet has turned into a rounded number, such as <c>9.91214E+15</c>.</summary>
    SpoiltId,

    /// <summary>The customer's id is the name of its column: the header once more.</summary>
    RepeatedHeader,

    /// <summary>Below the least value allowed.</summary>
    BelowMinimum,

    /// <summary>Above the largest value allowed.</summary>
    AboveMaximum,

    /// <summary>Fewer characters or items than allowed.</summary>
    TooShort,

    /// <summary>More characters or items than allowed.</summary>
    TooLong,

    /// <summary>Not one of the values allowed.</summary>
    NotInEnum,

    /// <summary>Does not match the column's pattern.</summary>
    PatternMismatch,

    /// <summary>Another row of the file has the same primary key.</summary>
    DuplicateKey,

    /// <summary>An earlier row has the same value in a column of unique values.</summary>
    NotUnique,

    /// <summary>The source that the value refers to does not have it.</summary>
    UnknownReference,

    /// <summary>A day that stands before the one that it follows: a follow-up before anybody asked.</summary>
    BeforeAsked,

    /// <summary>A case was solved before the day on which it was opened.</summary>
    SolvedTooEarly,
}
