using System.Text;
using ReapFunctions.Csv;
using ReapFunctions.Csv.Packed;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Inference;

/// <summary>
/// How a file is laid out: its dialect, with the header's place and what is skipped, and the names of its columns.
/// </summary>
/// <param name="HeaderLine">The line of the header, 1-based.</param>
/// <param name="Lines">The first lines of the file, from the header on, for what is said of it.</param>
internal sealed record FileLayout(Dialect Dialect, IReadOnlyList<string> Names, long HeaderLine, IReadOnlyList<SampleRow> Lines)
{
    private const double MostRagged = 0.5;

    /// <summary>Footers that no beginning of a line tells from rows.</summary>
    private List<SampleRow> Named { get; init; } = [];

    private List<SampleRow> Skipped { get; init; } = [];

    private bool HasMarkInside { get; init; }

    private readonly byte[] headerBytes = Dialect.Header && Names.Count > 1
        ? Encoding.UTF8.GetBytes(Lines[0].Raw.TrimStart('\uFEFF')) : [];

    /// <summary>The layout of a piece of a file; null when it has no row.</summary>
    public static async Task<FileLayout?> OfAsync(byte[] piece, CancellationToken cancellationToken)
    {
        var (dialect, rows) = await DialectGuess.OfAsync(piece, cancellationToken);
        if (rows.Count == 0)
            return null;
        var place = TableEnds.HeaderOf(rows);
        var header = rows[place];
        if (TableEnds.IsData(header))
            return new(
                dialect with { Header = false }, [.. header.Cells.Select((_, column) => $"column{column + 1}")], header.Line,
                [.. rows.Skip(place)]);
        var hasMark = header.Raw.StartsWith('\uFEFF');
        return new(
            place == 0 ? dialect : dialect with { HeaderRows = [place + 1] }, header.Cells, header.Line, [.. rows.Skip(place)])
        {
            HasMarkInside = hasMark,
        };
    }

    /// <summary>The layout of a file that has columns of its own, as <see cref="ParquetText"/> writes it.</summary>
    public static async Task<FileLayout?> OfTableAsync(byte[] piece, CancellationToken cancellationToken)
    {
        var (dialect, rows) = (new Dialect(), await SampleRow.ReadAsync(piece, new Dialect(), cancellationToken));
        return rows.Count == 0 ? null : new(dialect, rows[0].Cells, rows[0].Line, rows);
    }

    /// <summary>Whether a row has the columns of the header, and behind them empty cells at most.</summary>
    public static bool Fits(RowBlock block, int row, int columns)
    {
        if ((block.Flags[row] & RowFlags.Damaged) != 0 || block.Fields(row) < columns)
            return false;
        for (var place = columns; place < block.Fields(row); place++)
        {
            if (!block.Field(row, place).IsEmpty)
                return false;
        }
        return true;
    }

    /// <summary>Whether a row is the header once more, or that of another file behind its byte order mark.</summary>
    public bool IsHeader(ReadOnlySpan<byte> row) => headerBytes.Length > 0 && row.EndsWith(headerBytes)
        && (row.Length == headerBytes.Length || row[..^headerBytes.Length].SequenceEqual("\uFEFF"u8));

    /// <summary>A reader of the rows behind the header.</summary>
    public async Task<RowReader> ReaderAsync(TextSource source, CancellationToken cancellationToken)
    {
        var (reader, block) = (new RowReader(source, Dialect), new RowBlock());
        for (var row = 0; Dialect.Header && row < Dialect.HeaderRows.Max(); row++)
            await reader.ReadHeaderAsync(block, cancellationToken);
        reader.Width = Names.Count;
        return reader;
    }

    /// <summary>Why no contract can read the file: its rows are not as wide as its header, or have no delimiter.</summary>
    public Refusal? Refusal(FileShape shape)
    {
        if (Names.Count == 1 && FixedWidth.StartsOf([.. Lines.Take(200).Select(row => row.Raw)]) is { Count: > 1 } starts)
            return new(RefusalReason.WrongDelimiter,
                $"The file has no delimiter: its columns have a fixed width and begin at {string.Join(", ", starts)}. Write "
                    + "it with a delimiter between the columns, such as a semicolon.");
        var other = shape.Widths.Where(width => width.Key != Names.Count).OrderByDescending(width => width.Value.Rows)
            .FirstOrDefault();
        if (shape.Rows == 0 || other.Value.Rows <= shape.Rows * MostRagged)
            return null;
        var quoted = Lines.Skip(1).FirstOrDefault(row => row.Raw.AsSpan().IndexOfAny("\u201C\u201D\u201E\u00AB\u2018") >= 0);
        if (quoted is not null)
            return new(RefusalReason.TooManyRejects,
                $"Line {quoted.Line} has typographic quotes (\u201C \u201D) around values: they do not protect the delimiter "
                    + "between them. Write straight quotes (\"), as a program that writes CSV does.");
        if (other.Key == 0)
            return new(RefusalReason.TooManyRejects, $"The quotes of {other.Value.Rows} of {shape.Rows} rows make no sense, "
                + $"first on line {other.Value.Line}. Write quotes inside a value twice.");
        return new(RefusalReason.TooManyRejects,
            $"The rows are {(other.Key < Names.Count ? "narrower" : "wider")} than the header: it has {Names.Count} columns "
                + $"on line {HeaderLine}, {other.Value.Rows} of {shape.Rows} rows have {other.Key}, first on line "
                + $"{other.Value.Line}. Write a name for each column, and a cell for each name.");
    }

    /// <summary>
    /// The layout with the totals and footers of the file skipped, where the beginning of their lines tells them.
    /// </summary>
    public FileLayout WithoutFooters(FileShape shape)
    {
        var footers = new List<SampleRow>(shape.Totals);
        foreach (var row in shape.Tail.Reverse().TakeWhile(row => TableEnds.IsFooter(row, Names.Count)))
        {
            if (shape.Rows > TableEnds.Tail && footers.TrueForAll(known => known.Line != row.Line))
                footers.Add(row);
        }
        var rows = Lines.Skip(1).Concat(shape.Tail).Where(row => footers.TrueForAll(footer => footer.Line != row.Line)).ToList();
        var beginnings = footers.ConvertAll(row => (Row: row, Text: TableEnds.BeginningOf(row) is { } text
            && rows.TrueForAll(kept => !kept.Raw.StartsWith(text, StringComparison.Ordinal)) ? text : null));
        return this with
        {
            Dialect = Dialect with { SkipLines = [.. beginnings.Select(row => row.Text).OfType<string>().Distinct()] },
            Skipped = [.. beginnings.Where(row => row.Text is not null).Select(row => row.Row)],
            Named = [.. beginnings.Where(row => row.Text is null).Select(row => row.Row)],
        };
    }

    /// <summary>The layout with nothing skipped: a beginning was that of rows as well.</summary>
    public FileLayout WithFootersNamed() =>
        this with { Dialect = Dialect with { SkipLines = [] }, Named = [.. Named, .. Skipped], Skipped = [] };

    /// <summary>Whether only what was found to be a footer is skipped in the whole file.</summary>
    /// <param name="all">The file with nothing skipped.</param>
    /// <param name="kept">The file by this layout.</param>
    public bool SkipsFootersOnly(FileShape all, FileShape kept) => all.Rows - kept.Rows == Skipped.Count;

    /// <summary>What was found around the table, and rows of another width.</summary>
    public IEnumerable<string> Notes(FileShape shape)
    {
        if (!Dialect.Header)
            yield return $"Line {HeaderLine} has values where names should be: the file is taken for one without a header. "
                + "Name the columns under schema.fields.";
        if (HeaderLine > 1 && Dialect.Header)
            yield return $"The header is on line {HeaderLine}; what stands before it is skipped.";
        if (HasMarkInside)
            yield return $"A byte order mark stands on line {HeaderLine}, in the name of the first column; it is left away.";
        if (Names.Count == 1)
            yield return "No delimiter was found: the file is read as one column. Name the right dialect.delimiter if it has "
                + "several.";
        if (Dialect.Delimiter == "|" && Names.Count > 2
            && Names.Where((_, place) => place % 2 == 1).All(name => name.Length == 0))
            yield return "Columns are separated by '||': they are read by '|', with an empty column between each two.";
        if (shape.Repeats.Count > 0)
            yield return $"The header stands again on {Lined(shape.Repeats)}, as where files were joined; cleaning rejects "
                + $"{(shape.Repeats.Count == 1 ? "it" : "them")}.";
        if (Skipped.Count > 0)
            yield return $"{AreLines(Skipped)} no rows but totals or footers; lines that begin so are skipped "
                + "(dialect.skipLines).";
        if (Named.Count > 0)
            yield return $"{AreLines(Named)} no rows but totals or footers, by their look. Remove them before uploading.";
        if (shape.Widths.Keys.Any(width => width > Names.Count))
            yield return Ragged(shape, "more", width => width > Names.Count);
        if (shape.Widths.Keys.Any(width => width > 0 && width < Names.Count) && shape.Widths
            .Where(width => width.Key > 0 && width.Key < Names.Count).Sum(width => width.Value.Rows) > Skipped.Count)
            yield return Ragged(shape, "fewer", width => width > 0 && width < Names.Count);
    }

    private string Ragged(FileShape shape, string what, Func<int, bool> which)
    {
        var rows = shape.Widths.Where(width => which(width.Key)).ToList();
        var count = rows.Sum(width => width.Value.Rows);
        return $"{RejectText.Count(count, "row")} {(count == 1 ? "has" : "have")} {what} cells than the header's "
            + $"{Names.Count}, first on line "
            + $"{rows.Min(width => width.Value.Line)}; cleaning rejects them.";
    }

    private static string AreLines(List<SampleRow> rows) =>
        $"L{Lined(rows)[1..]} {(rows.Count == 1 ? "is" : "are")}";

    private static string Lined(List<SampleRow> rows) => rows.Count == 1
        ? $"line {rows[0].Line}"
        : $"lines {RejectText.Names([.. rows.Select(row => row.Line).Order().Select(line => $"{line}")])}";
}
