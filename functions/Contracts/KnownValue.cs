using System.Globalization;
using ReapFunctions.Storage;

namespace ReapFunctions.Contracts;

/// <summary>Which texts in configuration are values that a column can hold, as clean rows write them.</summary>
internal static class KnownValue
{
    /// <summary>Whether a column of a kind can hold it.</summary>
    public static bool Fits(ColumnKind kind, string text) => kind switch
    {
        ColumnKind.Flag => text is "true" or "false",
        ColumnKind.Number => double.TryParse(text, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number),
        ColumnKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => true,
    };

    /// <summary>What is wrong with a value of a field, and what to do; null when nothing is.</summary>
    public static string? FaultOf(Field field, string text)
    {
        if (!Fits(field.Kind, text))
            return $"'{text}' is no value of '{field.Name}', which holds a {EnumName.Of(field.Kind)}.";
        return field is { Kind: ColumnKind.Text, Constraints.Enum: { } members }
            && members.All(member => member.ToString() != text)
            ? $"'{text}' is never in '{field.Name}'. Its contract knows: {string.Join(", ", members)}."
            : null;
    }
}
