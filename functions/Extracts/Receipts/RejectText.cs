using System.Globalization;
using System.Text;
using System.Text.Json;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>What is said about rejects.</summary>
internal static class RejectText
{
    /// <summary>Values are shown up to so many characters.</summary>
    public const int LongestValue = 80;

    private const int MaxNames = 10;

    /// <summary>Shown in place of personal data.</summary>
    public const string Mask = "***";

    /// <summary>The reason's name in files: <c>tooFewColumns</c>.</summary>
    public static string Name(RejectReason reason) => JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());

    /// <summary>A code in words: <c>too few columns</c>.</summary>
    public static string Words<TCode>(TCode code)
        where TCode : struct, Enum =>
        string.Concat(code.ToString().Select((letter, index) => index > 0 && char.IsUpper(letter)
            ? $" {char.ToLowerInvariant(letter)}"
            : $"{char.ToLowerInvariant(letter)}"));

    /// <summary>A number and what it counts: <c>1 column</c>, <c>2 columns</c>.</summary>
    public static string Count(long number, string what) =>
        $"{number.ToString("N0", CultureInfo.InvariantCulture)} {what}{(number == 1 ? "" : "s")}";

    /// <summary>The first names of a list, which says how it goes on.</summary>
    public static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MaxNames)) + (names.Count > MaxNames ? $" and {names.Count - MaxNames} more" : "");

    /// <summary>What to do about rejected rows.</summary>
    /// <param name="file">The extract's name.</param>
    public static string WhatToDo(string file) =>
        $"Correct the rows in the file of rejects and upload it as {Path.GetFileName(file)}{ExtractPath.CorrectedEnd}, or upload "
        + "the whole file again.";

    /// <summary>A value for people: shortened, control characters and invalid bytes made visible.</summary>
    public static string Show(ReadOnlySpan<byte> value)
    {
        var cut = value.Length > LongestValue * 4 ? value[..(LongestValue * 4)] : value;
        var text = new StringBuilder();
        foreach (var rune in Encoding.UTF8.GetString(cut).EnumerateRunes())
        {
            if (text.Length >= LongestValue)
                return text.Append('…').ToString();
            if (Rune.IsControl(rune))
                text.Append($"\\x{rune.Value:X2}");
            else
                text.Append(rune.ToString());
        }
        return cut.Length < value.Length ? text.Append('…').ToString() : text.ToString();
    }

    /// <summary>The sentence about a row that cannot be split into columns.</summary>
    public static string OfRow(RejectReason reason, int cells, int columns) => reason switch
    {
        RejectReason.RowTooLong => "The row is longer than rows may be. Check for a missing line end.",
        RejectReason.UnclosedQuote => "A quote is opened here and never closed. Write quotes inside a value twice.",
        RejectReason.MalformedQuote => "Text follows a closing quote. Write quotes inside a value twice.",
        RejectReason.TooFewColumns =>
            $"The row has {Count(cells, "column")}, the header has {columns}. "
            + "Check for a line break inside a value without quotes.",
        _ => $"The row has {Count(cells, "column")}, the header has {columns}. "
            + "Check for a delimiter inside a value without quotes.",
    };

    /// <summary>The sentence about a value.</summary>
    public static string OfValue(RejectReason reason, Field field, Cell cell, string shown) => reason switch
    {
        RejectReason.InvalidEncoding =>
            "The value has bytes that are no text in the file's encoding. Write the file in the encoding of the contract.",
        RejectReason.ControlCharacter => "The value has a control character. Remove it at the source.",
        RejectReason.MissingValue => $"{field.Name} is missing. Every row needs it.",
        RejectReason.AmbiguousNumber =>
            $"{shown} can be read in two ways. Set decimalChar or groupChar of {field.Name} in the contract, or write the "
            + "number without separators.",
        RejectReason.SpoiltId =>
            $"{shown} is an id that a spreadsheet has rounded: several customers may share it. Write {field.Name} again from its "
            + "source, as text, without opening it in a spreadsheet.",
        RejectReason.RepeatedHeader =>
            "The header stands here once more, as where files were joined: it is no customer. Remove the line.",
        RejectReason.BelowMinimum =>
            $"{shown} is below the least value allowed, {field.Constraints.Minimum ?? field.Constraints.ExclusiveMinimum}.",
        RejectReason.AboveMaximum =>
            $"{shown} is above the largest value allowed, {field.Constraints.Maximum ?? field.Constraints.ExclusiveMaximum}.",
        RejectReason.TooShort => $"The value is shorter than {field.Constraints.MinLength}.",
        RejectReason.TooLong => $"The value is longer than {field.Constraints.MaxLength}.",
        RejectReason.NotInEnum => $"{shown} is not one of {string.Join(", ", field.Constraints.Enum!)}.",
        RejectReason.PatternMismatch => $"{shown} does not match {field.Constraints.Pattern}.",
        RejectReason.NotUnique => $"{shown} stands in an earlier row already, and {field.Name} must differ from row to row.",
        RejectReason.BeforeAsked =>
            $"{shown} is before the day on which they asked. Correct {field.Name}, or that day, at the source.",
        RejectReason.SolvedTooEarly =>
            $"{shown} is before the day of the row itself: nothing is solved before it is told. Correct one of the two days.",
        RejectReason.UnknownReference => $"{shown} is not known. Deliver the row that it refers to first.",
        _ => $"{shown} is not {cell.Expected}.",
    };
}
