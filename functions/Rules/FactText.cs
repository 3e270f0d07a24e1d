using System.Globalization;
using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Rules;

/// <summary>How a fact is written in texts and explanations.</summary>
internal static class FactText
{
    public const string Missing = "not known";

    /// <summary>
    /// The value of a column for people; null when missing. Numbers without a format have at most two decimals.
    /// </summary>
    public static string? Show(SnapshotColumn column, int row, string? format = null)
    {
        if (column.IsMissing(row))
            return null;
        return column.Kind switch
        {
            ColumnKind.Text => column.Text(row),
            ColumnKind.Flag => column.Number(row) != 0 ? "yes" : "no",
            ColumnKind.Date =>
                DateOnly.FromDayNumber((int)column.Number(row)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => Math.Round(column.Number(row), 6).ToString(format ?? "0.##", CultureInfo.InvariantCulture),
        };
    }
}
