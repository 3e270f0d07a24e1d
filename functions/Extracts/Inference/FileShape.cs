using ReapFunctions.Csv;

namespace ReapFunctions.Extracts.Inference;

/// <summary>What the rows of a whole file are like: how many, how wide, and the last of them.</summary>
internal sealed class FileShape
{
    private readonly Dictionary<int, (long Rows, long Line)> widths = [];
    private List<SampleRow> tail = [];

    /// <summary>Rows behind the header.</summary>
    public long Rows { get; private set; }

    /// <summary>By number of cells, empty ones at the end left away: rows, and the line of the first.</summary>
    public IReadOnlyDictionary<int, (long Rows, long Line)> Widths => widths;

    /// <summary>The last rows of the file.</summary>
    public IReadOnlyList<SampleRow> Tail => tail;

    /// <summary>Rows whose first cell is a word for a total.</summary>
    public List<SampleRow> Totals { get; } = [];

    /// <summary>Rows that are the header once more, as where files were joined.</summary>
    public List<SampleRow> Repeats { get; } = [];

    /// <summary>Reads a file to its end.</summary>
    /// <param name="layout">Its header: beyond its columns empty cells do not count.</param>
    public static async Task<FileShape> OfAsync(RowReader reader, FileLayout layout, CancellationToken cancellationToken)
    {
        var (shape, block, texts) = (new FileShape(), new RowBlock(), new CellText(layout.Dialect));
        while (await reader.ReadAsync(block, cancellationToken))
        {
            for (var row = 0; row < block.Rows; row++)
                shape.Add(block, row, texts, layout);
            var last = Enumerable.Range(Math.Max(0, block.Rows - TableEnds.Tail), Math.Min(block.Rows, TableEnds.Tail));
            shape.tail = [.. shape.tail.Concat(last.Select(row => SampleRow.Of(block, row, texts))).TakeLast(TableEnds.Tail)];
        }
        return shape;
    }

    private void Add(RowBlock block, int row, CellText texts, FileLayout layout)
    {
        const int most = 100;
        Rows++;
        var width = block.Fields(row);
        while (width > layout.Names.Count && block.Field(row, width - 1).IsEmpty)
            width--;
        if ((block.Flags[row] & RowFlags.Damaged) != 0)
            width = 0;
        var known = widths.GetValueOrDefault(width, (0, block.LineOf(row)));
        widths[width] = (known.Item1 + 1, known.Item2);
        if (layout.IsHeader(block.Raw(row)))
            Repeats.Add(SampleRow.Of(block, row, texts));
        if (Totals.Count < most && MayBeTotal(block.Field(row, 0)) && SampleRow.Of(block, row, texts) is var text
            && TableEnds.IsTotal(text))
            Totals.Add(text);
    }

    /// <summary>Quick, since it is asked of every row.</summary>
    private static bool MayBeTotal(ReadOnlySpan<byte> cell) =>
        cell.Length is 0 or (> 3 and < 60) && (cell.IsEmpty || !char.IsAsciiDigit((char)cell[0]));
}
