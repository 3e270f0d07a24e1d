using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;

namespace ReapFunctions.Extracts.Columns;

/// <summary>Says of a cell's text whether it is the id of somebody who is looked for.</summary>
internal delegate bool IdTest(ReadOnlySpan<byte> text);

/// <summary>
/// Finds the rows of customers in a file by the cell of the id, never by other text: an id may be a common word or a number. Rows
/// are given in their order. Not safe for use by several threads.
/// </summary>
/// <remarks>
/// <code>
///   width 4, id in column 1       a row broken over two lines      a delimiter too many
///   S, id, x, y                   S, id, one                       S, A, id, x, y
///      ^                             ^                                ^  ^
///                                 two, y    joined: S,id,onetwo,y
/// </code>
/// 1. A row with too few or too many cells has its id at its place, or moved by what it lacks or has too much; not in the first
///    column, before which nothing is.
/// 2. Rows that are too short and together just as wide as one are also looked at as one: all of it goes, when it is somebody's.
/// 3. A line of one cell is a piece of the last value of the row before it, or of the first value of the row behind it.
/// </remarks>
/// <param name="column">The column of the id, one that the file has.</param>
internal sealed class IdSearch(ContractPlan plan, HeaderPlan header, IdTest isId, int column)
{
    private readonly int place = header.Places[column];
    private readonly int width = header.Width;
    private readonly CellText texts = new(plan.Contract.Dialect);
    private readonly CellScratch scratch = new();
    private readonly byte delimiter = (byte)plan.Contract.Dialect.Delimiter[0];
    private readonly byte quote = plan.Contract.Dialect.QuoteChar is { Length: > 0 } mark ? (byte)mark[0] : (byte)'"';

    /// <summary>The rows just before, too short each, that may be pieces of one.</summary>
    private readonly List<Piece> pieces = [];

    /// <summary>Whether the last row that is complete was somebody's, and only lines of one cell came since.</summary>
    private bool isAfterSomebodys;

    private readonly record struct Piece(long Number, byte[][] Cells);

    /// <summary>Forgets the rows before: the next one does not follow them.</summary>
    public void Restart()
    {
        pieces.Clear();
        isAfterSomebodys = false;
    }

    /// <summary>Looks at the next row.</summary>
    /// <param name="found">Receives the numbers of rows that are somebody's, 1-based.</param>
    public void Next(RowBlock block, int row, ICollection<long> found)
    {
        var number = block.RowsBefore + row + 1;
        var isSplit = (block.Flags[row] & RowFlags.Damaged) == 0;
        if (isSplit && block.Fields(row) >= width && IsWhole(block, row))
        {
            isAfterSomebodys = IsSomebodys(texts.Unquote(block.Field(row, place), block.Flags[row]));
            if (isAfterSomebodys)
                AddWhole(number, found);
            pieces.Clear();
            return;
        }
        var cells = isSplit ? Cells(block, row) : RawCells(block.Raw(row));
        isAfterSomebodys = (isAfterSomebodys && cells.Length == 1)
            || Window(cells.Length).Any(at => at < cells.Length && IsSomebodys(cells[at]));
        if (isAfterSomebodys)
            found.Add(number);
        if (cells.Length > width)
            pieces.Clear();
        else
            Join(new Piece(number, cells), found);
    }

    private void AddWhole(long number, ICollection<long> found)
    {
        for (var last = pieces.Count - 1; place > 0 && last >= 0 && pieces[last].Cells.Length == 1; last--)
            Add(pieces[last].Number, found);
        found.Add(number);
    }

    /// <summary>Whether every cell stands in its place: what is too much is empty.</summary>
    private bool IsWhole(RowBlock block, int row)
    {
        for (var at = width; at < block.Fields(row); at++)
        {
            if (!block.Field(row, at).IsEmpty)
                return false;
        }
        return true;
    }

    /// <summary>Where the id may stand in a row of so many cells.</summary>
    private IEnumerable<int> Window(int cells)
    {
        var moved = place == 0 ? 0 : place + cells - width;
        var (from, to) = (Math.Max(Math.Min(place, moved), 0), Math.Max(place, moved));
        return Enumerable.Range(from, to - from + 1);
    }

    private void Join(Piece piece, ICollection<long> found)
    {
        pieces.Add(piece);
        while (JoinedWidth() > width)
            pieces.RemoveAt(0);
        if (pieces.Count < 2 || JoinedWidth() < width || !JoinedCells(place).Any(cell => IsSomebodys(cell)))
            return;
        foreach (var part in pieces)
            Add(part.Number, found);
        isAfterSomebodys = true;
    }

    private static void Add(long number, ICollection<long> found)
    {
        if (!found.Contains(number))
            found.Add(number);
    }

    private int JoinedWidth() => pieces.Sum(piece => piece.Cells.Length) - (pieces.Count - 1);

    /// <summary>The cell at a place of the joined row: one, or the two halves of it.</summary>
    private IEnumerable<byte[]> JoinedCells(int at)
    {
        var first = 0;
        foreach (var piece in pieces)
        {
            if (at >= first && at < first + piece.Cells.Length)
                yield return piece.Cells[at - first];
            first += piece.Cells.Length - 1;
        }
    }

    private byte[][] Cells(RowBlock block, int row)
    {
        var cells = new byte[block.Fields(row)][];
        for (var at = 0; at < cells.Length; at++)
            cells[at] = texts.Unquote(block.Field(row, at), block.Flags[row]).ToArray();
        return cells;
    }

    /// <summary>The cells of a row whose quotes are wrong, as if there were none.</summary>
    private byte[][] RawCells(ReadOnlySpan<byte> raw)
    {
        var cells = new List<byte[]>();
        foreach (var range in raw.Split(delimiter))
            cells.Add(InQuotes(WhiteSpace.Trim(raw[range])).ToArray());
        return [.. cells];
    }

    private ReadOnlySpan<byte> InQuotes(ReadOnlySpan<byte> cell)
    {
        cell = cell.TrimStart(quote);
        return cell.IndexOf(quote) is var end and >= 0 ? cell[..end] : cell;
    }

    private bool IsSomebodys(ReadOnlySpan<byte> text)
    {
        var trimmed = WhiteSpace.Trim(text);
        if (trimmed.IsEmpty)
            return false;
        if (isId(trimmed))
            return true;
        scratch.Begin();
        var reading = plan.Columns[column].Read(text, scratch);
        return reading.IsRight && !reading.Canonical.SequenceEqual(trimmed) && isId(reading.Canonical);
    }
}
