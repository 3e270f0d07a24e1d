using System.Globalization;
using System.Text;
using System.Text.Unicode;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Columns;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Cleaning;

/// <summary>
/// The rejected rows of an extract, column by column as they came, then why each was rejected: to be corrected there and sent
/// back as <c>{file}.corrected.csv</c>. Safe to open in a spreadsheet.
/// </summary>
/// <remarks>
/// What stands behind the last column of a row that has too many is in its last cell, delimiters and all. Personal columns are
/// written too: the container is as protected as the extracts themselves.
/// </remarks>
internal sealed class RejectFile : IAsyncDisposable
{
    public const string ReasonColumn = "rejectReason";
    public const string FieldColumn = "rejectColumn";
    public const string LineColumn = "rejectLine";
    public const string MessageColumn = "rejectMessage";
    public const string RowColumn = "rejectRow";

    /// <summary>A spreadsheet's cell holds no more characters.</summary>
    public const int LongestCell = 32_767;

    private readonly CsvWriter csv;
    private readonly CellText texts;
    private readonly int width;
    private readonly long maxBytes;
    private long written;

    /// <param name="maxBytes">Once the file has so many, no more rows are written.</param>
    public RejectFile(Stream stream, HeaderPlan header, Dialect dialect, long maxBytes)
    {
        csv = CsvWriter.ForSpreadsheet(stream);
        texts = new CellText(dialect);
        width = header.Width;
        this.maxBytes = maxBytes;
        csv.Row([
            .. header.Names.Select((name, index) => name.Length > 0 ? name : $"(column {index + 1})"), ReasonColumn, FieldColumn,
            LineColumn, MessageColumn, RowColumn]);
    }

    /// <summary>Whether it has as many bytes as it may have.</summary>
    public bool IsFull => written >= maxBytes;

    /// <summary>Rows that are not in it because it was full.</summary>
    public long LeftOut { get; private set; }

    public void Write(RowBlock block, int row, Reject reject)
    {
        if (IsFull)
        {
            LeftOut++;
            return;
        }
        for (var place = 0; place < width; place++)
            Cell(block, row, place);
        csv.Text(RejectText.Name(reject.Reason)).Text(reject.Column)
            .Text(reject.Line?.ToString(CultureInfo.InvariantCulture)).Text(reject.Message)
            .Text(new RejectedRow(reject.Row, RejectedRow.HashOf(block.Raw(row))).ToString()).EndRow();
        written = csv.Bytes + csv.Buffered;
    }

    private void Cell(RowBlock block, int row, int place)
    {
        var fields = block.Fields(row);
        if (place >= fields)
        {
            csv.Text((string?)null);
            return;
        }
        var text = place == width - 1 && fields > width
            ? block.Bytes.AsSpan()[block.StartOf(row, place)..block.EndOf(row, fields - 1)]
            : texts.Unquote(block.Field(row, place), block.Flags[row]);
        if (text.IsEmpty)
            csv.Text((string?)null);
        else if (text.Length <= LongestCell && Utf8.IsValid(text))
            csv.Text(text);
        else
            csv.Text(Shortened(text));
    }

    /// <summary>Bytes that are no text become the sign for what cannot be shown.</summary>
    private static string Shortened(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 4 * LongestCell)]);
        return text.Length <= LongestCell ? text : $"{text.AsSpan(0, LongestCell - 1)}…";
    }

    public ValueTask FlushFullAsync(CancellationToken cancellationToken) =>
        csv.IsFull ? csv.FlushAsync(cancellationToken) : ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => csv.DisposeAsync();
}
