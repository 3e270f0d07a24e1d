using System.Text;
using System.Text.Unicode;

namespace ReapFunctions.Csv;

/// <summary>
/// Reads an extract block by block: whole rows with line numbers, offsets and the places of their fields. Memory is bounded by
/// the longest row, whatever the file. Where blocks are cut does not change the rows.
/// </summary>
internal sealed class RowReader
{
    /// <summary>Bytes per block unless a row is longer.</summary>
    public const int DefaultBlock = 128 * 1024;

    /// <summary>Rows may be so long by default, 8 MiB.</summary>
    public const int DefaultLongestRow = 8 * 1024 * 1024;

    private readonly TextSource source;
    private readonly RowScanner scanner;
    private readonly int blockSize;
    private readonly int longestRow;
    private byte[] carried = [];
    private int carriedLength;
    private long offset;
    private long rows;
    private bool ended;

    public RowReader(TextSource source, Dialect dialect, int blockSize = DefaultBlock, int longestRow = DefaultLongestRow)
    {
        this.source = source;
        this.blockSize = blockSize;
        this.longestRow = longestRow;
        scanner = new RowScanner(dialect, longestRow);
        offset = source.ByteOrderMark;
    }

    /// <summary>Lines that hold nothing, so far.</summary>
    public long BlankLines { get; private set; }

    /// <summary>Comment lines, so far.</summary>
    public long CommentLines { get; private set; }

    /// <summary>Bytes of the unpacked file passed so far, its byte order mark counted.</summary>
    public long Passed => offset;

    /// <summary>The columns that rows should have; set it once the header is known.</summary>
    public int Width
    {
        get => scanner.Width;
        set => scanner.Width = value;
    }

    /// <summary>Reads the next row alone, as the header is; false at the end. It is not counted among the rows.</summary>
    public async ValueTask<bool> ReadHeaderAsync(RowBlock block, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(block, max: 1, cancellationToken);
        rows -= block.Rows;
        return found;
    }

    /// <summary>Reads the next rows into a block, whose former content is lost; false at the end.</summary>
    public ValueTask<bool> ReadAsync(RowBlock block, CancellationToken cancellationToken) =>
        ReadAsync(block, int.MaxValue, cancellationToken);

    private async ValueTask<bool> ReadAsync(RowBlock block, int max, CancellationToken cancellationToken)
    {
        block.Rows = block.BlankLines = block.CommentLines = 0;
        block.Offset = offset;
        block.HasLines = source.Packing != Packing.Parquet;
        block.RowsBefore = rows;
        var size = Math.Max(blockSize, carriedLength);
        block.EnsureBytes(size);
        carried.AsSpan(0, carriedLength).CopyTo(block.Bytes);
        block.Length = carriedLength;
        var done = 0;
        while (true)
        {
            await FillAsync(block, size, cancellationToken);
            done = scanner.Scan(block, done, ended, max);
            if (block.Rows > 0 || ended)
                break;
            // Not one whole row: a long one. Room doubles, so that scanning it again and again stays in proportion.
            Drop(block, ref done);
            // Always for a byte more: it may be the LF of a CR at the end.
            size = (int)Math.Max(block.Length + 1, Math.Min(Math.Max(blockSize, block.Length * 2L), longestRow + 2L * blockSize));
            block.EnsureBytes(size);
        }
        Carry(block, done);
        rows += block.Rows;
        BlankLines += block.BlankLines;
        CommentLines += block.CommentLines;
        Look(block);
        Place(block);
        return block.Rows > 0;
    }

    private async ValueTask FillAsync(RowBlock block, int size, CancellationToken cancellationToken)
    {
        if (ended)
            return;
        var room = size - block.Length;
        var read = await source.ReadAsync(block.Bytes.AsMemory(block.Length, room), cancellationToken);
        block.Length += read;
        ended = read < room;
    }

    /// <summary>Forgets what is passed and holds no row.</summary>
    private void Drop(RowBlock block, ref int done)
    {
        if (done == 0)
            return;
        offset += source.LengthInFile(block.Bytes.AsSpan(0, done));
        block.Offset = offset;
        block.Bytes.AsSpan(done, block.Length - done).CopyTo(block.Bytes);
        block.Length -= done;
        done = 0;
    }

    private void Carry(RowBlock block, int done)
    {
        carriedLength = block.Length - done;
        if (carried.Length < carriedLength)
            carried = new byte[Math.Max(carriedLength, blockSize)];
        block.Bytes.AsSpan(done, carriedLength).CopyTo(carried);
        block.Length = done;
        offset += source.LengthInFile(block.Bytes.AsSpan(0, done));
    }

    /// <summary>Finds where the rows of a file in another encoding than UTF-8 stand in it.</summary>
    private void Place(RowBlock block)
    {
        block.SourceStarts = source.Encoding == TextEncoding.Utf8 ? null : new int[block.Rows];
        var (passed, at) = (0, 0);
        for (var row = 0; block.SourceStarts is { } starts && row < block.Rows; row++)
        {
            passed += source.LengthInFile(block.Bytes.AsSpan(at, block.Starts[row] - at));
            at = block.Starts[row];
            starts[row] = passed;
        }
    }

    private static void Look(RowBlock block)
    {
        var bytes = block.Bytes.AsSpan(0, block.Length);
        block.IsAscii = Ascii.IsValid(bytes);
        block.IsText = block.IsAscii || Utf8.IsValid(bytes);
        block.HasControls = bytes.ContainsAny(ControlBytes.All);
    }
}
