using System.Text;
using ReapFunctions.Csv;

namespace ReapFunctions.Erasure;

/// <summary>
/// Copies a CSV file of the system without the rows of one customer: clean rows, scored rows, lists and their parts.
/// </summary>
public static class RowErasure
{
    /// <summary>Copies every record but the customer's, byte for byte.</summary>
    /// <param name="column">The column that holds the customer id.</param>
    /// <returns>Rows left out, and rows kept; the header is none.</returns>
    /// <exception cref="FormatException">The file has no such column.</exception>
    public static async Task<(int Erased, long Kept)> CopyWithoutAsync(
        Stream csv, string column, string customerId, Stream output, CancellationToken cancellationToken)
    {
        // A cell with a quote in it is written with two: such an id is not looked for in the raw bytes.
        var mark = customerId.Contains('"', StringComparison.Ordinal) ? [] : Encoding.UTF8.GetBytes(customerId);
        var records = new CsvRecords(csv);
        var place = -1;
        var erased = 0;
        var kept = -1L;
        while (await records.NextAsync(cancellationToken) is { } record)
        {
            if (place < 0)
                place = PlaceOf(column, Cells(record.Span));
            else if (record.Span.IndexOf(mark) >= 0 && Cells(record.Span) is var cells && place < cells.Count
                && cells[place] == customerId)
            {
                erased++;
                continue;
            }
            kept++;
            await output.WriteAsync(record, cancellationToken);
            await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
        }
        return (erased, Math.Max(0, kept));
    }

    private static List<string> Cells(ReadOnlySpan<byte> record) => CsvCells.Split(Encoding.UTF8.GetString(record).TrimEnd('\r'));

    private static int PlaceOf(string column, List<string> header) =>
        header.IndexOf(column) is var found and >= 0
            ? found
            : throw new FormatException($"The file has no column '{column}'. It has: {string.Join(", ", header)}.");
}
