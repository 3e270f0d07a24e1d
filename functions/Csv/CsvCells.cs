using System.Buffers;
using System.Text;

namespace ReapFunctions.Csv;

/// <summary>CSV as RFC 4180 has it, and a guard for readers that take cells for formulas.</summary>
internal static class CsvCells
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    public static void Append(StringBuilder line, string? cell, bool guard)
    {
        if (line.Length > 0)
            line.Append(',');
        if (string.IsNullOrEmpty(cell))
            return;
        if (guard && IsRisky(cell[0]))
            line.Append("\"'").Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else if (cell.AsSpan().ContainsAny(NeedQuotes))
            line.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else
            line.Append(cell);
    }

    /// <summary>The cells of one record, quotes taken off.</summary>
    public static List<string> Split(string record)
    {
        var cells = new List<string>(8);
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < record.Length; i++)
        {
            var c = record[i];
            if (c == '"' && quoted && i + 1 < record.Length && record[i + 1] == '"')
                cell.Append(record[i++]);
            else if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
                cell.Append(c);
        }
        cells.Add(cell.ToString());
        return cells;
    }

    /// <summary>
    /// A spreadsheet takes these for the start of a formula, or hides what follows. A leading apostrophe is guarded too, so that
    /// taking one apostrophe off a cell that starts with it always gives back the original.
    /// </summary>
    private static bool IsRisky(char first) => first is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\'';
}
