using System.Text.RegularExpressions;

namespace ReapFunctions.Extracts.Inference;

/// <summary>Where the table of a file begins and ends: titles before its header, totals and footers behind its rows.</summary>
internal static partial class TableEnds
{
    /// <summary>Rows at the end that may be footers.</summary>
    public const int Tail = 5;

    private const int MostTitles = 20;
    private const int ShortestBeginning = 3;

    /// <summary>The place of the header among the rows, 0-based.</summary>
    public static int HeaderOf(IReadOnlyList<SampleRow> rows)
    {
        var width = rows.Skip(1).GroupBy(row => row.Cells.Length).OrderByDescending(width => width.Count())
            .FirstOrDefault()?.Key ?? rows[0].Cells.Length;
        for (var place = 0; place < Math.Min(MostTitles, rows.Count - 1); place++)
        {
            if (!IsTitle(rows[place], width) && !IsTitleAbove(rows[place], rows[place + 1], width))
                return place > 0 && rows[place].Cells.Any(IsValue) && HasNames(rows[place - 1], width) ? place - 1 : place;
        }
        return 0;
    }

    /// <summary>Whether a row has data where the header should be: half of its cells are numbers or dates.</summary>
    public static bool IsData(SampleRow header)
    {
        var values = header.Cells.Count(cell => Value().IsMatch(cell));
        return values * 2 >= header.Cells.Length && header.Cells.Any(IsValue);
    }

    private static bool IsValue(string cell) => Value().IsMatch(cell) && !Year().IsMatch(cell);

    /// <summary>Whether a row above data is a header that lacks some of its names.</summary>
    private static bool HasNames(SampleRow row, int width) =>
        row.Cells.Length == width && row.Filled > 1 && !row.Cells.Any(Value().IsMatch);

    private static bool IsTitle(SampleRow row, int width) =>
        width > 1 && (row.Filled * 2 <= width || row.Cells.Length < width - 1);

    /// <summary>A value stands in it and a cell is empty, where the row below has a name for each column.</summary>
    private static bool IsTitleAbove(SampleRow row, SampleRow below, int width) =>
        row.Filled < width && row.Cells.Any(Value().IsMatch) && below.Filled == width && !below.Cells.Any(Value().IsMatch);

    /// <summary>Whether a row is a total, wherever it stands.</summary>
    public static bool IsTotal(SampleRow row) => row.First.Length is > 0 and < 60 && Total().IsMatch(row.First);

    /// <summary>Whether one of the last rows of a file is a footer.</summary>
    public static bool IsFooter(SampleRow row, int width) => !row.IsDamaged && IsTotalOrFooter(row, width);

    private static bool IsTotalOrFooter(SampleRow row, int width) => IsTotal(row) || Footer().IsMatch(row.First)
        || (width > 2 && row.Filled <= 1) || (row.Cells.Length < width - 1 && row.Filled * 2 <= width);

    /// <summary>
    /// What such lines begin with, so that those of another day are known as well; null when that could be a row's.
    /// </summary>
    public static string? BeginningOf(SampleRow row)
    {
        var digit = row.Raw.AsSpan().IndexOfAnyInRange('0', '9');
        var beginning = (digit < 0 ? row.Raw : row.Raw[..digit]).TrimEnd('-', '+');
        var isSign = beginning.Length > 0 && !char.IsLetterOrDigit(beginning[0]) && beginning[0] > ' ';
        return beginning.Trim().Length < (isSign ? 1 : ShortestBeginning) ? null : beginning;
    }

    [GeneratedRegex(@"^(grand\s+|sub-?\s*|overall\s+)?(totals?|total\s+g[eé]n[eé]ral|summe|gesamt(summe)?|zwischensumme|somme|"
        + @"sous-total|"
        + @"totale|totaal|suma|razem|celkem|összesen|итого|всего|toplam|yhteensä|summa|i alt)\s*[:=]?[\s\d.,']*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Total();

    [GeneratedRegex(@"^(page|seite|página|pagina|strona)\s+-?\d|^eof\b|^end of |^trailer\b|^\(?\d+ rows?( selected|"
        + @" affected)?\)?\.?$|"
        + @"^(generated|exported|erstellt|printed) |^record count\b|^\*+\s*end", RegexOptions.IgnoreCase)]
    private static partial Regex Footer();

    [GeneratedRegex(@"^[-+]?\d[\d.,:/-]*$")]
    private static partial Regex Value();

    [GeneratedRegex(@"^(19|20)\d\d$")]
    private static partial Regex Year();
}
