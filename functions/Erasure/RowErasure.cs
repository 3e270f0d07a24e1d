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
    /// <param name="also">Another that may hold it, where the file has it; null (default) for none.</param>
    /// <returns>Rows left out, and rows kept; the header is none.</returns>
    /// <exception cref="FormatException">The file has no such column.</exception>
    public static async Task<(int Erased, long Kept)> CopyWithoutAsync(
        Stream csv, string column, string customerId, Stream output, CancellationToken cancellationToken, string? also = null)
    {
        // A cell with a quote in it is written with two: such an id is not looked for in the raw bytes.
        var mark = customerId.Contains('"', StringComparison.Ordinal) ? [] : Encoding.UTF8.GetBytes(customerId);
        await using var rows = await CsvRows.OpenAsync(csv, cancellationToken);
        var (erased, kept) = (0, 0L);
        if (!await rows.NextAsync(cancellationToken))
            return (erased, kept);
        var header = rows.AllCells();
        var (place, other) = (PlaceOf(column, header), Array.IndexOf(header, also));
        await rows.CopyAsync(output, cancellationToken);
        while (await rows.NextAsync(cancellationToken))
        {
            if (rows.Raw.Span.IndexOf(mark) >= 0 && (IsIn(place) || IsIn(other)))
            {
                erased++;
                continue;
            }
            kept++;
            await rows.CopyAsync(output, cancellationToken);
        }
        return (erased, kept);

        bool IsIn(int cell) => cell >= 0 && cell < rows.Cells && rows.Cell(cell) == customerId;
    }

    private static int PlaceOf(string column, string[] header) =>
        Array.IndexOf(header, column) is var found and >= 0
            ? found
            // What it has instead may be a person's row, and a message may be logged.
            : throw new FormatException($"The file has no column '{column}' among its {header.Length}.");
}
