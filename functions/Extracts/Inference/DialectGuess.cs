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
        var divisions = new List<Division>();
        foreach (var dialect in Candidates(piece))
            divisions.Add(new(dialect, await SampleRow.ReadAsync(piece, dialect, cancellationToken)));
        var isAnyEven = divisions.Exists(division => division.IsEven);
        var (best, most) = (divisions[0], double.NegativeInfinity);
        foreach (var division in divisions)
        {
            // A colon stands in times more often than between columns. A mark inside the values does not divide the header.
            var score = Score(division.First) * (division.Dialect.Delimiter == ":" ? 0.5 : 1)
                * (isAnyEven && !division.HasHeader ? 0.3 : 1);
            if (score > most + 1e-9)
                (best, most) = (division, score);
        }
        return (best.Dialect, best.Rows);
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

    /// <summary>A piece of a file as a dialect divides it.</summary>
    private sealed record Division(Dialect Dialect, List<SampleRow> Rows)
    {
        public List<SampleRow> First { get; } = [.. Rows.Take(MaxRows)];

        /// <summary>Whether all rows, the first among them, have the same columns, at least two.</summary>
        public bool IsEven => First.Count > 1 && First[0].Cells.Length > 1
            && First.TrueForAll(row => !row.IsDamaged && row.Cells.Length == First[0].Cells.Length);

        /// <summary>Whether the first row is as wide as most.</summary>
        public bool HasHeader => First.Count < 2
            || First[0].Cells.Length == First.Skip(1).GroupBy(row => row.Cells.Length).MaxBy(width => width.Count())!.Key;
    }
}
