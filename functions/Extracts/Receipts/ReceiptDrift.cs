using System.Globalization;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>The part of a receipt's page that compares it with the nights before.</summary>
internal static class ReceiptDrift
{
    /// <summary>Columns shown besides those that alarm.</summary>
    private const int MaxQuiet = 5;

    public static void Write(HtmlText page, DriftReport? drift)
    {
        if (drift is null)
            return;
        page.Raw("<section>\n").Element("h2", drift.Nights == 1
            ? "Against the extract before"
            : $"Against the {drift.Nights} extracts before");
        page.Element(
            "p", $"{ReceiptPage.Number(drift.Rows)} clean rows; "
            + $"{drift.UsualRows.ToString("#,0", CultureInfo.InvariantCulture)} are usual.");
        page.Raw("<div class=\"scroll\"><table>\n")
            .Head("Column", "#PSI", "#Alarm above", "", "Moved most", "#Before", "#Tonight");
        var alarms = drift.Columns.Count(column => column.IsAlarm);
        foreach (var column in drift.Columns.Take(alarms + MaxQuiet))
        {
            page.Raw("<tr>").Cell(column.Column).Cell(Two(column.Psi), isNumber: true).Cell(Two(column.Threshold), isNumber: true)
                .BarCell(column.Psi / column.Threshold / 2, column.IsAlarm).Cell(column.Bin)
                .Cell(ReceiptPage.Percent(column.Expected), isNumber: true)
                    .Cell(ReceiptPage.Percent(column.Actual), isNumber: true).Raw("</tr>\n");
        }
        page.Raw("</table></div>\n")
            .Raw("<p class=\"quiet\">PSI: population stability index. The alarm respects the number of rows on both "
            + "sides.</p>\n</section>\n");
    }

    private static string Two(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);
}
