using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>HTML as it grows. Whatever is not written by <see cref="Raw"/> is encoded.</summary>
internal sealed class HtmlText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder html = new();

    /// <summary>Markup of the program's own.</summary>
    public HtmlText Raw(string markup)
    {
        html.Append(markup);
        return this;
    }

    public HtmlText Text(string text) => Raw(Encoder.Encode(text));

    public HtmlText Element(string tag, string text) => Raw($"<{tag}>").Text(text).Raw($"</{tag}>\n");

    /// <summary>The heads of a table's columns; those that begin with <c>#</c> stand above numbers.</summary>
    public HtmlText Head(params string[] names)
    {
        Raw("<tr>");
        foreach (var name in names)
            Raw(name.StartsWith('#') ? "<th class=\"n\">" : "<th>").Text(name.TrimStart('#')).Raw("</th>");
        return Raw("</tr>\n");
    }

    public HtmlText Cell(string text, bool isNumber = false) =>
        Raw(isNumber ? "<td class=\"n\">" : "<td>").Text(text).Raw("</td>");

    /// <param name="share">0 to 1; more is drawn as 1.</param>
    public HtmlText BarCell(double share, bool isAlarm = false) => Raw(string.Create(
                CultureInfo.InvariantCulture,
        $"<td><div class=\"bar{(isAlarm ? " alarm" : "")}\"><i "
            + $"style=\"width:{100 * Math.Clamp(share, 0, 1):0.#}%\"></i></div></td>"));

    public override string ToString() => html.ToString();
}
