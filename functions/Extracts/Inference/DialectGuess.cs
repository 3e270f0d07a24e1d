using System.Text.RegularExpressions;
using ReapFunctions.Csv;

namespace ReapFunctions.Extracts.Inference;

/// <summary>
/// The delimiter, quote and escape character that divide a piece of a file most evenly into cells that look like values (van den
/// Burg, Nazábal and Sutton 2019): the share of rows of each width, times the share of cells with a known look.
/// </summary>
internal static partial class DialectGuess
{
    private static readonly char[] Delimiters = [',', ';', '\t', '|', '~', '^', ':'];

    /// <summary>Enough to be sure, few enough to be quick in every dialect.</summary>
    private const int MaxRows = 300;

    /// <summary>Read by the best dialect; its delimiter is a comma where nothing divides the rows.</summary>
    public static async Task<(Dialect Dialect, List<SampleRow> Rows)> OfAsync(byte[] piece, CancellationToken cancellationToken)
    {
        (Dialect Dialect, List<SampleRow> Rows, double Score)? best = null;
        foreach (var dialect in Candidates(piece))
        {
            var rows = await SampleRow.ReadAsync(piece, dialect, cancellationToken);
            // A colon stands in times more often than between columns.
            var score = Score([.. rows.Take(MaxRows)]) * (dialect.Delimiter == ":" ? 0.5 : 1);
            if (best is null || score > best.Value.Score + 1e-9)
                best = (dialect, rows, score);
        }
        return (best!.Value.Dialect, best.Value.Rows);
    }

    private static IEnumerable<Dialect> Candidates(byte[] piece)
    {
        var hasEscapes = piece.AsSpan().IndexOf("\\\""u8) >= 0;
        foreach (var delimiter in Delimiters.Where(mark => mark == ',' || piece.Contains((byte)mark)))
        {
            var plain = new Dialect { Delimiter = delimiter.ToString() };
            yield return plain;
            if (hasEscapes)
                yield return plain with { EscapeChar = "\\" };
            if (piece.AsSpan().IndexOf([(byte)delimiter, (byte)'\'']) >= 0)
                yield return plain with { QuoteChar = "'" };
        }
    }

    private static double Score(List<SampleRow> rows)
    {
        if (rows.Count == 0)
            return 0;
        var even = rows.GroupBy(row => row.Cells.Length).Sum(width => width.Count() * Math.Max(1e-3, width.Key - 1) / width.Key);
        var known = rows.Sum(row => row.Cells.Count(IsKnown) / (double)row.Cells.Length);
        return even / rows.Count * (known / rows.Count) * (1 - (rows.Count(row => row.IsDamaged) / (double)rows.Count));
    }

    /// <summary>Nothing, a number, a date or time, or text without a mark that could divide it further.</summary>
    private static bool IsKnown(string cell) => cell.Length == 0 || NumberLook().IsMatch(cell) || MomentLook().IsMatch(cell)
        || TextLook().IsMatch(cell);

    [GeneratedRegex(@"^[(\p{Sc}\s]*[-+\u2212]?[\p{Sc}\s]*\d[\d.,'\s]*[%)\p{Sc}\s-]*$")]
    private static partial Regex NumberLook();

    [GeneratedRegex(@"^(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ]\d{1,2}:\d{2}.*)?|\d{1,2}:\d{2}(:\d{2})?.*)$")]
    private static partial Regex MomentLook();

    [GeneratedRegex(@"^[^;|\t~^""]*$")]
    private static partial Regex TextLook();
}
