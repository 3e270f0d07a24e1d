using Parquet;
using Parquet.Schema;

namespace ReapFunctions.Csv.Packed;

/// <summary>
/// A Parquet file as UTF-8 with commas: a header, then its rows, so that everything that reads delimited text reads it. Memory
/// is bounded by the texts of one group of rows, which have a limit.
/// </summary>
internal sealed class ParquetText : ReadOnlyStream
{
    /// <summary>Rows of a group; writers make groups of a million at most unless told otherwise.</summary>
    public const int MaxGroupRows = 4 * 1024 * 1024;

    /// <summary>Cells of a group: a million rows of 32 columns.</summary>
    public const long MaxGroupCells = 32L * 1024 * 1024;

    /// <summary>Bytes of the texts of a group.</summary>
    public const long MaxGroupBytes = 256L * 1024 * 1024;

    private const int BufferSize = 64 * 1024;

    private readonly Stream copy;
    private readonly ParquetReader reader;
    private readonly DataField[] fields;
    private readonly MemoryStream buffer = new(BufferSize * 2);
    private readonly ReadOnlyMemory<byte> empty;
    private ParquetCells[] cells = [];
    private int used;
    private int group;
    private int row;
    private int rows;

    private ParquetText(Stream copy, ParquetReader reader)
    {
        this.copy = copy;
        this.reader = reader;
        fields = reader.Schema.DataFields;
        // A line that holds nothing is no row.
        empty = fields.Length == 1 ? "\"\""u8.ToArray() : default;
        buffer.Write(new DialectWriter(new Dialect()).Row([.. fields.Select(field => field.Name)]));
    }

    /// <summary>Whether a file that begins so is Parquet.</summary>
    public static bool IsParquet(ReadOnlySpan<byte> magic) => magic.StartsWith("PAR1"u8);

    public static UnreadableFileException TooLarge() => new(
        FileFault.UnfitParquet,
        $"The Parquet file has too much in one group of rows: at most {MaxGroupRows} rows, {MaxGroupCells} cells and "
            + $"{MaxGroupBytes / 1024 / 1024} MiB of text are read at a time. Write it with groups of 100000 rows "
            + "(row_group_size).");

    /// <param name="copy">Seekable; closed with this, also when it cannot be opened.</param>
    /// <exception cref="UnreadableFileException">Nested columns, or types that are not read.</exception>
    /// <exception cref="InvalidDataException">Damaged, or cut short.</exception>
    public static async Task<ParquetText> OpenAsync(Stream copy, CancellationToken cancellationToken)
    {
        try
        {
            return new ParquetText(copy, await ReaderAsync(copy, cancellationToken));
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    /// <summary>The columns of a file, whose stream is left open.</summary>
    /// <exception cref="UnreadableFileException">Nested columns, or types that are not read.</exception>
    /// <exception cref="InvalidDataException">Damaged, or cut short.</exception>
    public static async Task<IReadOnlyList<DataField>> ColumnsAsync(Stream file, CancellationToken cancellationToken)
    {
        await using var reader = await ReaderAsync(file, cancellationToken);
        return reader.Schema.DataFields;
    }

    public override int Read(Span<byte> destination) => throw new NotSupportedException("Read asynchronously.");

    public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        while (used == buffer.Length && (row < rows || group < reader.RowGroupCount))
        {
            if (row == rows)
                await Guarded(() => ReadGroupAsync(cancellationToken));
            WriteRows();
        }
        var taken = (int)Math.Min(destination.Length, buffer.Length - used);
        buffer.GetBuffer().AsMemory(used, taken).CopyTo(destination);
        used += taken;
        return taken;
    }

    public override async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        await copy.DisposeAsync();
        await base.DisposeAsync();
    }

    private static async Task<ParquetReader> ReaderAsync(Stream file, CancellationToken cancellationToken)
    {
        ParquetReader? reader = null;
        await Guarded(async () =>
        {
            await ParquetFooter.CheckAsync(file, cancellationToken);
            reader = await ParquetReader.CreateAsync(file, null, leaveStreamOpen: true, cancellationToken);
            Check(reader.Schema);
        });
        return reader!;
    }

    private static void Check(ParquetSchema schema)
    {
        var nested = schema.Fields.Where(field => field is not DataField { IsArray: false }).Select(field => field.Name).ToList();
        if (nested.Count > 0)
            throw new UnreadableFileException(
                FileFault.UnfitParquet,
                $"The Parquet file has nested columns, which are not read: {string.Join(", ", nested)}. Write each value into a "
                    + "column of its own, or leave them out.");
        var unread = schema.DataFields.Where(field => !ParquetCells.IsRead(field)).Select(field => field.Name).ToList();
        if (unread.Count > 0)
            throw new UnreadableFileException(
                FileFault.UnfitParquet,
                $"The Parquet file has columns of a type that is not read: {string.Join(", ", unread)}. Write them as text, or "
                    + "leave them out.");
    }

    private async Task ReadGroupAsync(CancellationToken cancellationToken)
    {
        using var values = reader.OpenRowGroupReader(group++);
        if (values.RowCount > MaxGroupRows || values.RowCount * fields.Length > MaxGroupCells)
            throw TooLarge();
        (row, rows, cells) = (0, (int)values.RowCount, new ParquetCells[fields.Length]);
        var left = MaxGroupBytes;
        for (var column = 0; column < fields.Length; column++)
        {
            cells[column] = new ParquetCells(fields[column], rows, left);
            await cells[column].ReadAsync(values, cancellationToken);
            left -= cells[column].Length;
        }
    }

    private void WriteRows()
    {
        used = 0;
        buffer.SetLength(0);
        for (; row < rows && buffer.Length < BufferSize; row++)
        {
            for (var column = 0; column < cells.Length; column++)
            {
                if (column > 0)
                    buffer.WriteByte((byte)',');
                var cell = cells[column][row];
                buffer.Write(cell.IsEmpty ? empty.Span : cell);
            }
            buffer.WriteByte((byte)'\n');
        }
    }

    /// <summary>What the package throws on damaged bytes is of many types, and the same bytes always are damaged.</summary>
    private static async Task Guarded(Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or UnreadableFileException))
        {
            throw new InvalidDataException("The Parquet file is damaged.", fault);
        }
    }
}
