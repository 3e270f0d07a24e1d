using System.Globalization;
using System.Text.Json;
using ReapFunctions.Scoring;
using ReapFunctions.Value;

namespace ReapFunctions.Offers;

/// <summary>How facts and names are written on screens and in files.</summary>
internal static class Words
{
    public const string Missing = "not known";

    public static string Of(ValueBand band) => band switch
    {
        ValueBand.High => "high",
        ValueBand.Medium => "medium",
        ValueBand.Low => "low",
        _ => "negative",
    };

    /// <summary>An enum's name in camelCase, as configuration and answers write it.</summary>
    public static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The value of a column for people; null when missing. Numbers without a format have at most two decimals.</summary>
    public static string? Of(SnapshotColumn column, int row, string? format = null)
    {
        if (column.IsMissing(row))
            return null;
        return column.Kind switch
        {
            ColumnKind.Text => column.Text(row),
            ColumnKind.Flag => column.Number(row) != 0 ? "yes" : "no",
            ColumnKind.Date => DateOnly.FromDayNumber((int)column.Number(row)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => Math.Round(column.Number(row), 6).ToString(format ?? "0.##", CultureInfo.InvariantCulture),
        };
    }
}
