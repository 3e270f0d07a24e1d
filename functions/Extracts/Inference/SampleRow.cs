using System.Text;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Columns;

namespace ReapFunctions.Extracts.Inference;

/// <summary>A row as text, for guessing how a file is laid out.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Cells">Unquoted, without white space around them.</param>
/// <param name="Raw">The row as it stands in the file.</param>
internal sealed record SampleRow(long Line, string[] Cells, string Raw, bool IsDamaged)
{
    /// <summary>Cells that hold something.</summary>
    public int Filled { get; } = Cells.Count(cell => cell.Length > 0);

    /// <summary>The first cell that holds something; empty when none does.</summary>
    public string First => Array.Find(Cells, cell => cell.Length > 0) ?? "";

    /// <summary>Cells up to the last that holds something.</summary>
    public int Width => Array.FindLastIndex(Cells, cell => cell.Length > 0) + 1;

    public static SampleRow Of(RowBlock block, int row, CellText texts)
    {
        var cells = new string[block.Fields(row)];
        for (var place = 0; place < cells.Length; place++)
        {
            var cell = HeaderPlan.Name(texts.Unquote(block.Field(row, place), block.Flags[row]));
            cells[place] = block.Field(row, place).StartsWith("\uFEFF"u8) ? cell.Trim('"') : cell;
        }
        return new(block.LineOf(row), cells, Encoding.UTF8.GetString(block.Raw(row)), (block.Flags[row] & RowFlags.Damaged) != 0);
    }

    /// <summary>The rows of a piece of a file by a dialect.</summary>
    public static async Task<List<SampleRow>> ReadAsync(byte[] piece, Dialect dialect, CancellationToken cancellationToken)
    {
        await using var source = await TextSource.OpenAsync(new MemoryStream(piece), TextEncoding.Utf8, cancellationToken);
        var (reader, block, texts) = (new RowReader(source, dialect), new RowBlock(), new CellText(dialect));
        var rows = new List<SampleRow>();
        while (await reader.ReadAsync(block, cancellationToken))
            rows.AddRange(Enumerable.Range(0, block.Rows).Select(row => Of(block, row, texts)));
        return rows;
    }
}
