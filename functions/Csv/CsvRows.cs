using System.Globalization;
using System.Text;

namespace ReapFunctions.Csv;

/// <summary>
/// The rows of a file that <see cref="CsvWriter"/> wrote, one at a time, its header among them. What a row holds is valid until
/// the next is asked for.
/// </summary>
public sealed class CsvRows : IAsyncDisposable
{
    /// <summary>Lists of all buckets are open at once, and read in small steps.</summary>
    private const int BlockSize = 32 * 1024;

    private readonly TextSource source;
    private readonly RowReader reader;
    private readonly RowBlock block = new();
    private readonly CellText texts = new(new Dialect());
    private int row;

    private CsvRows(TextSource source)
    {
        this.source = source;
        reader = new RowReader(source, new Dialect(), BlockSize);
    }

    /// <summary>Where the row begins, counted from the byte that the stream began with.</summary>
    public long Offset => block.OffsetOf(row);

    public int Cells => block.Fields(row);

    /// <summary>The row's bytes without the end of its line.</summary>
    public ReadOnlyMemory<byte> Raw => block.Bytes.AsMemory(block.Starts[row], block.Raw(row).Length);

    public static async Task<CsvRows> OpenAsync(Stream stream, CancellationToken cancellationToken) =>
        new(await TextSource.OpenAsync(stream, TextEncoding.Utf8, cancellationToken));

    /// <summary>All rows below the header, in their order.</summary>
    public static async Task<IReadOnlyList<T>> ReadAllAsync<T>(
        Stream stream, Func<CsvRows, T> read, CancellationToken cancellationToken)
    {
        var found = new List<T>();
        await using var rows = await OpenAsync(stream, cancellationToken);
        await rows.NextAsync(cancellationToken);
        while (await rows.NextAsync(cancellationToken))
            found.Add(read(rows));
        return found;
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        if (++row < block.Rows)
            return true;
        row = 0;
        return await reader.ReadAsync(block, cancellationToken);
    }

    /// <summary>The text of a cell, quotes taken off.</summary>
    public string Cell(int place) => Encoding.UTF8.GetString(texts.Unquote(block.Field(row, place), block.Flags[row]));

    /// <summary>The same; null where it is empty.</summary>
    public string? Text(int place) => Cell(place) is { Length: > 0 } text ? text : null;

    /// <summary>A cell that <see cref="CsvWriter"/> wrote as a number.</summary>
    public double Number(int place) => double.Parse(Cell(place), CultureInfo.InvariantCulture);

    /// <summary>A cell that it wrote as a date.</summary>
    public DateOnly Date(int place) => DateOnly.ParseExact(Cell(place), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A cell that it wrote as a moment; null where it is empty, or the row is too short to have it.</summary>
    public DateTimeOffset? Moment(int place) => place < Cells && Text(place) is { } text
        ? DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture) : null;

    /// <summary>A cell that it wrote as a flag.</summary>
    public bool Flag(int place) => Cell(place) == "true";

    /// <summary>The texts of all cells.</summary>
    public string[] AllCells() => [.. Enumerable.Range(0, Cells).Select(Cell)];

    /// <summary>Copies the row as it stands, with the end of its line.</summary>
    public ValueTask CopyAsync(Stream output, CancellationToken cancellationToken)
    {
        var end = block.Starts[row] + Raw.Length;
        while (end < block.Length && block.Bytes[end] is (byte)'\r' or (byte)'\n' && block.Bytes[end - 1] != '\n')
            end++;
        return output.WriteAsync(block.Bytes.AsMemory(block.Starts[row], end - block.Starts[row]), cancellationToken);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
