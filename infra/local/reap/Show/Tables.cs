using System.Globalization;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Show;

/// <summary>Tables as reap prints them: a title, the first column to the left, numbers to the right.</summary>
internal static class Tables
{
    /// <summary>Shown where there is no value.</summary>
    public const string None = "-";

    /// <param name="textColumns">How many columns from the left hold text.</param>
    public static Table Create(string title, int textColumns, params string[] columns)
    {
        var table = new Table().Title(title.EscapeMarkup()).Border(TableBorder.Rounded);
        for (var i = 0; i < columns.Length; i++)
        {
            var column = new TableColumn(columns[i].EscapeMarkup());
            table.AddColumn(i < textColumns ? column : column.RightAligned());
        }
        table.Title!.Style = new Style(decoration: Decoration.Bold);
        return table;
    }

    /// <summary>Adds a row of plain text.</summary>
    public static void Row(this Table table, params string?[] cells) =>
        table.AddRow([.. cells.Select(cell => new Text(cell ?? None))]);

    public static string Count(double? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? None;

    public static string Number(double? value, int decimals) =>
        value?.ToString($"N{decimals}", CultureInfo.InvariantCulture) ?? None;

    public static string Percent(double? share) =>
        share is { } value ? (100 * value).ToString("N1", CultureInfo.InvariantCulture) + " %" : None;

    /// <summary>With its sign.</summary>
    public static string Change(double? value, int decimals) => value is { } change
        ? change.ToString($"+#,0.{new string('0', decimals)};-#,0.{new string('0', decimals)};0", CultureInfo.InvariantCulture)
        : None;
}
