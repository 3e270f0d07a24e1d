using Spectre.Console;

namespace ReapFunctions.Local.Reap.Show;

/// <summary>How reap prints a table: a title, the first columns to the left, numbers to the right.</summary>
internal static class TableStyle
{
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
        table.AddRow([.. cells.Select(cell => new Text(cell ?? Digits.None))]);
}
