using System.Globalization;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>
/// A receipt as a page for people: one HTML file without script or anything from outside. All text that comes from the upload or
/// the contract is encoded.
/// </summary>
public static class ReceiptPage
{
    private const string Style = """
        body{font:15px/1.5 system-ui,sans-serif;color:#1d2733;background:#f5f6f8;margin:0;padding:2rem 1rem}
        main{max-width:60rem;margin:auto}section{background:#fff;border:1px solid #e1e5ea;border-radius:8px;padding:1rem 1.25rem;margin:1rem 0}
        h1{font-size:1.35rem;margin:0 0 .25rem}h2{font-size:1rem;margin:0 0 .5rem}p{margin:.35rem 0}.quiet{color:#5d6b7a}
        .verdict{display:inline-block;border-radius:1rem;padding:.1rem .8rem;font-weight:600;color:#fff}
        .accepted{background:#1f7a4d}.warnings{background:#9a6700}.refused{background:#b3261e}
        .counts{display:flex;gap:2rem;flex-wrap:wrap;margin:.5rem 0}.counts b{display:block;font-size:1.5rem;font-variant-numeric:tabular-nums}
        .stack{display:flex;height:.7rem;border-radius:.35rem;overflow:hidden;background:#e1e5ea}.stack i{display:block}
        h1,p,li,td{overflow-wrap:anywhere}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-top:1px solid #edf0f3;vertical-align:top}
        th{border:0;color:#5d6b7a;font-weight:500;font-size:.85rem}.n{text-align:right;font-variant-numeric:tabular-nums}
        code{font:13px ui-monospace,monospace;overflow-wrap:anywhere}.bar{background:#e1e5ea;width:6rem;height:.55rem;border-radius:.3rem;overflow:hidden}
        .bar i{display:block;height:100%;background:#4a6fa5}.bar.alarm i{background:#b3261e}svg{display:block}.scroll{overflow-x:auto}
        """;

    public static string Of(Receipt receipt)
    {
        var page = new HtmlText();
        page.Raw(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
            + "content=\"width=device-width\">\n");
        page.Element("title", $"{Name(receipt)}: {Status(receipt)}");
        page.Raw($"<style>\n{Style}\n</style>\n</head>\n<body>\n<main>\n");
        WriteVerdict(page, receipt);
        WriteWarnings(page, receipt);
        WriteRejects(page, receipt);
        WriteRepairs(page, receipt);
        ReceiptDrift.Write(page, receipt.Drift);
        ReceiptProfile.Write(page, receipt.Columns);
        WriteFile(page, receipt);
        page.Raw("</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    /// <summary>A number for people: <c>1,234,567</c>.</summary>
    internal static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Percent(double share) =>
        share.ToString(share is > 0 and < 0.001 ? "0.000 %" : "0.0 %", CultureInfo.InvariantCulture);

    private static string Name(Receipt receipt) =>
        receipt.Source.Length == 0 ? receipt.File
        : receipt.Date is { } date ? $"{receipt.Source}, {date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"
            : receipt.Source;

    private static string Status(Receipt receipt) => receipt.Status switch
    {
        ReceiptStatus.Accepted => "accepted",
        ReceiptStatus.AcceptedWithWarnings => "accepted with warnings",
        _ => "refused",
    };

    private static void WriteVerdict(HtmlText page, Receipt receipt)
    {
        page.Raw("<section>\n").Element("h1", Name(receipt)).Raw("<p class=\"quiet\">").Text(receipt.File).Raw("</p>\n");
        var look =
            receipt.Status switch { ReceiptStatus.Accepted => "accepted", ReceiptStatus.Refused => "refused", _ => "warnings" };
        page.Raw($"<p><span class=\"verdict {look}\">").Text(Status(receipt)).Raw("</span></p>\n").Element("p", receipt.Sentence);
        if (receipt.Actor.Length > 0)
            page.Raw("<p class=\"quiet\">").Text($"For {receipt.Actor}.").Raw("</p>\n");
        if (receipt.Read > 0)
            WriteCounts(page, receipt);
        page.Raw("</section>\n");
    }

    private static void WriteCounts(HtmlText page, Receipt receipt)
    {
        (string Name, long Rows, string Colour)[] parts =
            [("accepted", receipt.Accepted, "#1f7a4d"), ("repaired", receipt.Repaired, "#9a6700"),
                ("rejected", receipt.Rejected, "#b3261e")];
        if (receipt.Erased > 0)
            parts = [.. parts, ("of erased customers", receipt.Erased, "#5d6b7a")];
        page.Raw("<div class=\"counts\"><div>rows read<b>").Text(Number(receipt.Read)).Raw("</b></div>");
        foreach (var (name, rows, _) in parts)
            page.Raw("<div>").Text(name).Raw("<b>").Text(Number(rows)).Raw("</b>").Text(Percent((double)rows / receipt.Read))
                .Raw("</div>");
        page.Raw("</div>\n<div class=\"stack\">");
        foreach (var (_, rows, colour) in parts)
            page.Raw(
                FormattableString.Invariant($"<i style=\"width:{100.0 * rows / receipt.Read:0.##}%;background:{colour}\"></i>"));
        page.Raw("</div>\n");
    }

    private static void WriteWarnings(HtmlText page, Receipt receipt)
    {
        if (receipt.WarningsToShow.Count == 0)
            return;
        page.Raw("<section>\n").Element("h2", "Worth a look").Raw("<ul>\n");
        foreach (var warning in receipt.WarningsToShow)
            page.Element("li", warning);
        page.Raw("</ul>\n</section>\n");
    }

    private static void WriteRejects(HtmlText page, Receipt receipt)
    {
        if (receipt.Rejects.Count == 0)
            return;
        page.Raw("<section>\n").Element("h2", "Rejected rows").Raw("<div class=\"scroll\"><table>\n")
            .Head("Reason", "#Rows", "#Line", "Column", "Value", "What to do", "Who");
        foreach (var reason in receipt.Rejects)
        {
            for (var index = 0; index < reason.Examples.Count; index++)
            {
                var example = reason.Examples[index];
                page.Raw("<tr>").Cell(index == 0
                    ? RejectText.Words(reason.Reason)
                    : "").Cell(index == 0
                    ? Number(reason.Count)
                    : "", isNumber: true)
                    .Cell(example.Line is { } line ? Number(line) : $"row {Number(example.Row)}", isNumber: true)
                    .Cell(example.Column ?? "").Raw("<td><code>").Text(example.Value)
                        .Raw("</code></td>")
                    .Cell(example.Message).Cell(index == 0 ? WhoActs.On(reason.Reason) : "").Raw("</tr>\n");
            }
        }
        page.Raw("</table></div>\n</section>\n");
    }

    private static void WriteRepairs(HtmlText page, Receipt receipt)
    {
        if (receipt.Repairs.Count == 0)
            return;
        var max = receipt.Repairs.Values.Max();
        page.Raw("<section>\n").Element("h2", "Repaired cells").Raw("<table>\n").Head("Rule", "#Cells", "");
        foreach (var (rule, cells) in receipt.Repairs.OrderByDescending(repair => repair.Value))
            page.Raw("<tr>").Cell(RejectText.Words(rule)).Cell(Number(cells), isNumber: true).BarCell((double)cells / max)
                .Raw("</tr>\n");
        page.Raw("</table>\n</section>\n");
    }

    private static void WriteFile(HtmlText page, Receipt receipt)
    {
        page.Raw("<section>\n").Element("h2", "The file").Raw("<table>\n");
        void Fact(string name, string value)
        {
            if (value.Length > 0)
                page.Raw("<tr>").Cell(name).Raw("<td><code>").Text(value).Raw("</code></td></tr>\n");
        }

        Fact("Bytes", receipt.Bytes > 0 ? Number(receipt.Bytes) : "");
        Fact("SHA-256", receipt.Sha256);
        Fact("Encoding", receipt.Encoding);
        Fact("ETag", receipt.ETag);
        Fact("Blank lines", receipt.BlankLines > 0 ? Number(receipt.BlankLines) : "");
        Fact("Comment lines", receipt.CommentLines > 0 ? Number(receipt.CommentLines) : "");
        // Of a file whose header did not fit the sentence says it all.
        if (receipt.Status != ReceiptStatus.Refused || receipt.Read > 0)
        {
            Fact("Unknown columns, dropped", RejectText.Names(receipt.UnknownColumns));
            Fact("Missing columns", RejectText.Names(receipt.MissingColumns));
        }
        Fact("Cleaned",
            FormattableString.Invariant($"{receipt.CleanedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, {receipt.Seconds:0.###} s"));
        page.Raw("</table>\n</section>\n");
    }
}
