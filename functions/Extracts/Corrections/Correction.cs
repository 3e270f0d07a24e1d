using System.Text;
using System.Text.Unicode;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Columns;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Corrections;

/// <summary>Corrected rows that do not fit the extract they are for.</summary>
internal sealed class CorrectionException(string sentence) : Exception(sentence)
{
    public Refusal Refusal { get; } = new(RefusalReason.WrongCorrection, sentence);
}

/// <summary>
/// A file of corrected rows: a file of rejects after somebody has mended it, perhaps in a spreadsheet, which writes other
/// delimiters and encodings, or any rows under the extract's column names.
/// </summary>
internal sealed class Correction
{
    /// <summary>Corrected rows are few, and held in memory: so many bytes, unpacked.</summary>
    private const int MaxBytes = 64 * 1024 * 1024;
    private const int MaxRows = 200_000;

    private static readonly string[] Delimiters = [",", ";", "\t", "|"];

    private static readonly string[] Marks = [
        RejectFile.ReasonColumn, RejectFile.FieldColumn, RejectFile.LineColumn, RejectFile.MessageColumn, RejectFile.RowColumn];

    private Correction(IReadOnlyList<string> names, IReadOnlyList<CorrectedRow> rows)
    {
        Names = names;
        Rows = rows;
    }

    /// <summary>Its column names.</summary>
    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<CorrectedRow> Rows { get; }

    /// <exception cref="CorrectionException">It cannot be read.</exception>
    public static async Task<Correction> ReadAsync(Stream stream, Contract contract, CancellationToken cancellationToken)
    {
        var bytes = await BytesAsync(stream, cancellationToken);
        return await ReadAsync(bytes, await DialectAsync(bytes, contract, cancellationToken), cancellationToken);
    }

    /// <summary>How the file is written: by its first row, and by whether it is UTF-8.</summary>
    /// <exception cref="CorrectionException">It has none of the extract's names.</exception>
    public static async Task<Dialect> DialectAsync(Stream stream, Contract contract, CancellationToken cancellationToken) =>
        await DialectAsync(await BytesAsync(stream, cancellationToken), contract, cancellationToken);

    private static async Task<Dialect> DialectAsync(byte[] bytes, Contract contract, CancellationToken cancellationToken)
    {
        var known = contract.Schema.Fields.Select(field => field.Name).Concat(Marks).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // What spreadsheets write when they do not write UTF-8.
        var encoding = (Utf8.IsValid(bytes) ? TextEncoding.Utf8 : TextEncoding.Windows1252).Name;
        var (best, found) = (new Dialect(), 0);
        foreach (var delimiter in Delimiters)
        {
            var dialect = new Dialect { Delimiter = delimiter, Encoding = encoding };
            var header = await HeaderAsync(bytes, dialect, cancellationToken);
            if (header.Count(known.Contains) is var count && count > found)
                (best, found) = (dialect, count);
        }
        return found > 0
            ? best
            : throw new CorrectionException(
                "The file of corrections has none of the extract's column names in its first row. Take the file of rejects, "
                + "correct its rows and leave its first row as it is.");
    }

    private static async Task<Correction> ReadAsync(byte[] bytes, Dialect dialect, CancellationToken cancellationToken)
    {
        await using var file = await CsvFile.OpenAsync(bytes, dialect, cancellationToken);
        var names = await file.HeaderAsync(cancellationToken);
        var mark = names.LastIndexOf(RejectFile.RowColumn);
        var rows = new List<CorrectedRow>();
        while (await file.NextAsync(cancellationToken) is { } row)
        {
            if (row.Cells.Length > names.Count || row.Cells.Length < names.Count - Marks.Length)
                throw new CorrectionException(
                    $"Line {row.Line} of the file of corrections has {row.Cells.Length} columns, its first row has "
                    + $"{names.Count}. Write a text that holds a delimiter between quotes.");
            // A row that was erased has no cells left.
            if (row.Cells.All(cell => cell.Length == 0))
                continue;
            CheckWhole(row, names);
            if (rows.Count == MaxRows)
                throw TooLarge();
            rows.Add(row with { Row = RejectedRow.TryParse(row.CellOr(mark)) });
        }
        return rows.Count > 0
            ? new Correction(names, rows)
            : throw new CorrectionException("The file of corrections has no rows. Put the corrected rows below its first row.");
    }

    private static async Task<List<string>> HeaderAsync(byte[] bytes, Dialect dialect, CancellationToken cancellationToken)
    {
        await using var file = await CsvFile.OpenAsync(bytes, dialect, cancellationToken);
        return await file.HeaderAsync(cancellationToken);
    }

    /// <summary>The file unpacked, without the line in which Excel says its delimiter.</summary>
    private static async Task<byte[]> BytesAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            using var bytes = new MemoryStream();
            await using var source = await TextSource.OpenAsync(stream, TextEncoding.Utf8, cancellationToken);
            var buffer = new byte[256 * 1024];
            if (source.Encoding != TextEncoding.Utf8)
                bytes.Write(Encoding.UTF8.Preamble);
            while (await source.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > MaxBytes)
                    throw TooLarge();
            }
            return WithoutDelimiterLine(bytes.ToArray());
        }
        catch (UnreadableFileException fault)
        {
            throw new CorrectionException(
                $"The file of corrections cannot be read. {fault.Message} Upload it again, unpacked if you like.");
        }
    }

    private static byte[] WithoutDelimiterLine(byte[] bytes)
    {
        var line = bytes.AsSpan().IndexOf((byte)'\n');
        return bytes.AsSpan().StartsWith("sep="u8) && line is > 0 and < 8 ? bytes[(line + 1)..] : bytes;
    }

    private static CorrectionException TooLarge() => new(
        $"The file of corrections has more than {MaxRows} rows or {MaxBytes / 1024 / 1024} MiB. Correct the cause at its source "
        + "and upload the whole file again.");

    /// <summary>What the file of rejects could not hold as it came would be lost.</summary>
    private static void CheckWhole(CorrectedRow row, List<string> names)
    {
        var place = Array.FindIndex(
            row.Cells, cell => cell.Contains('\uFFFD') || (cell.Length >= RejectFile.LongestCell && cell[^1] == '…'));
        if (place >= 0)
            throw new CorrectionException(
                $"Line {row.Line} of the file of corrections has in {names[place]} what is not as the extract has it: a value "
                + "cut short, or a sign for bytes that are no text. Write what it should be.");
    }

    /// <summary>The rows of a file that a person may have saved.</summary>
    private sealed class CsvFile(TextSource source, Dialect dialect) : IAsyncDisposable
    {
        private readonly RowReader reader = new(source, dialect);
        private readonly RowBlock block = new();
        private readonly CellText texts = new(dialect);
        private int row;

        public static async Task<CsvFile> OpenAsync(byte[] bytes, Dialect dialect, CancellationToken cancellationToken)
        {
            var encoding = TextEncoding.Of(dialect.Encoding)!;
            return new(await TextSource.OpenAsync(new MemoryStream(bytes), encoding, cancellationToken), dialect);
        }

        public async Task<List<string>> HeaderAsync(CancellationToken cancellationToken)
        {
            var names = new List<string>();
            if (await reader.ReadHeaderAsync(block, cancellationToken))
                HeaderPlan.AddNames(block, texts, dialect, names);
            (block.Rows, row) = (0, 0);
            return names;
        }

        public async Task<CorrectedRow?> NextAsync(CancellationToken cancellationToken)
        {
            if (++row >= block.Rows)
            {
                row = 0;
                if (!await reader.ReadAsync(block, cancellationToken))
                    return null;
            }
            var cells = new string[block.Fields(row)];
            for (var place = 0; place < cells.Length; place++)
                cells[place] = CsvWriter.WithoutGuard(
                    Encoding.UTF8.GetString(texts.Unquote(block.Field(row, place), block.Flags[row])));
            return new CorrectedRow(block.LineOf(row), cells, null);
        }

        public ValueTask DisposeAsync() => source.DisposeAsync();
    }
}

/// <summary>A row of a file of corrections.</summary>
/// <param name="Line">In the file of corrections, 1-based.</param>
/// <param name="Cells">Under the names of that file.</param>
/// <param name="Row">Which row of the extract it takes the place of; null when only its key says so.</param>
internal sealed record CorrectedRow(long Line, string[] Cells, RejectedRow? Row)
{
    public string CellOr(int place) => place >= 0 && place < Cells.Length ? Cells[place] : "";
}
