using System.Globalization;
using ReapFunctions.Contracts;

namespace ReapFunctions.Snapshots;

/// <summary>Says which rows of a night an aggregation counts.</summary>
internal static class DetailRowsWhere
{
    /// <summary>Texts compare as they are, flags as true and false, numbers and dates by value.</summary>
    public static Func<int, bool> Bind(Snapshot extract, RowsWhere where)
    {
        var column = extract[where.Field];
        if (where.Is is null)
            return row =>
                column.Number(row) >= (where.AtLeast ?? double.NegativeInfinity)
                && column.Number(row) <= (where.AtMost ?? double.PositiveInfinity);
        if (column.Kind == ColumnKind.Text)
        {
            var codes = where.Is.Select(text => column.Texts.ToList().IndexOf(text)).Where(code => code >= 0).ToHashSet();
            return row => codes.Contains(column.Codes[row]);
        }
        var numbers = where.Is.Select(text => NumberOf(text, column.Kind)).ToHashSet();
        return row => !column.IsMissing(row) && numbers.Contains(column.Number(row));
    }

    private static double NumberOf(string text, ColumnKind kind) => kind switch
    {
        ColumnKind.Flag => text == "true" ? 1 : text == "false" ? 0 : double.NegativeInfinity,
        ColumnKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date) ? date.DayNumber : double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : double.NegativeInfinity,
    };
}
