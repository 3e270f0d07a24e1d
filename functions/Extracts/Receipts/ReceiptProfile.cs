using System.Globalization;
using ReapFunctions.Contracts;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>The part of a receipt's page that shows what the clean rows hold.</summary>
internal static class ReceiptProfile
{
    private const int MaxValues = 4;
    private const int Bins = 24;
    private const int Width = 96;
    private const int Height = 22;

    public static void Write(HtmlText page, IReadOnlyList<ColumnProfile> columns)
    {
        if (columns.Count == 0 || columns[0].Rows == 0)
            return;
        page.Raw("<section>\n").Element("h2", "The clean rows").Raw("<div class=\"scroll\"><table>\n")
            .Head("Column", "Type", "#Missing", "#Distinct", "#Least", "#Median", "#Most", "Values");
        foreach (var column in columns)
            WriteColumn(page, column);
        page.Raw("</table></div>\n</section>\n");
    }

    private static void WriteColumn(HtmlText page, ColumnProfile column)
    {
        var isDate = column.First is not null;
        var quantiles = column.Type == FieldType.Boolean ? null : column.Quantiles;
        string Shown(double? number) => number is not { } value ? ""
            : isDate ? DateOnly.FromDayNumber((int)value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : value.ToString("#,0.###", CultureInfo.InvariantCulture);

        page.Raw("<tr>").Cell(column.Name).Cell(column.Type.ToString().ToLowerInvariant())
            .Cell(column.Missing == 0 ? "" : ReceiptPage.Percent((double)column.Missing / column.Rows), isNumber: true)
            .Cell(ReceiptPage.Number(column.Distinct), isNumber: true)
            .Cell(Shown(quantiles?[0]), isNumber: true).Cell(Shown(quantiles?[quantiles.Count / 2]), isNumber: true)
            .Cell(Shown(quantiles?[^1]), isNumber: true).Raw("<td>");
        if (quantiles is not null)
            WriteHistogram(page, quantiles);
        else if (column.Values is { } values)
            WriteValues(page, values);
        page.Raw("</td></tr>\n");
    }

    private static void WriteValues(HtmlText page, IReadOnlyDictionary<string, long> values)
    {
        var total = (double)values.Values.Sum();
        var first = values.OrderByDescending(value => value.Value).ThenBy(value => value.Key, StringComparer.Ordinal)
            .Take(MaxValues)
            .Select(value => $"{RejectText.Show(System.Text.Encoding.UTF8.GetBytes(value.Key))} "
                + $"{ReceiptPage.Percent(value.Value / total)}");
        page.Text(string.Join(", ", first)).Text(values.Count > MaxValues ? ", …" : "");
    }

    /// <summary>Little bars: how much of the column lies in each part of its range.</summary>
    private static void WriteHistogram(HtmlText page, IReadOnlyList<double> quantiles)
    {
        var (min, max) = (quantiles[0], quantiles[^1]);
        if (min == max)
            return;
        var shares = new double[Bins];
        for (var bin = 0; bin < Bins; bin++)
            shares[bin] = Below(quantiles, min + (max - min) * (bin + 1) / Bins) - Below(
                quantiles, min + (max - min) * bin / Bins);
        var tallest = shares.Max();
        page.Raw($"<svg width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"histogram\">");
        for (var bin = 0; bin < Bins; bin++)
        {
            var height = Height * shares[bin] / tallest;
            page.Raw(string.Create(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{bin * Width / Bins}\" y=\"{Height - height:0.#}\" width=\"{Width / Bins - 1}\" "
                    + $"height=\"{height:0.#}\" fill=\"#4a6fa5\"/>"));
        }
        page.Raw("</svg>");
    }

    /// <summary>The share of values below one, from quantiles at equal steps.</summary>
    private static double Below(IReadOnlyList<double> quantiles, double value)
    {
        var steps = quantiles.Count - 1;
        var share = 0.0;
        for (var step = 0; step < steps; step++)
        {
            var (from, to) = (quantiles[step], quantiles[step + 1]);
            share += value >= to ? 1 : value <= from ? 0 : (value - from) / (to - from);
        }
        return share / steps;
    }
}
