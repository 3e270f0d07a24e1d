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
        await using var rows = await CsvRows.OpenAsync(csv, cancellationToken);
        var (erased, kept) = (0, 0L);
        if (!await rows.NextAsync(cancellationToken))
            return (erased, kept);
        var place = PlaceOf(column, rows.AllCells());
        await rows.CopyAsync(output, cancellationToken);
        while (await rows.NextAsync(cancellationToken))
        {
            if (rows.Raw.Span.IndexOf(mark) >= 0 && place < rows.Cells && rows.Cell(place) == customerId)
            {
                erased++;
                continue;
            }
            kept++;
            await rows.CopyAsync(output, cancellationToken);
        }
        return (erased, kept);
    }

    private static int PlaceOf(string column, string[] header) =>
        Array.IndexOf(header, column) is var found and >= 0
            ? found
            // What it has instead may be a person's row, and a message may be logged.
            : throw new FormatException($"The file has no column '{column}' among its {header.Length}.");
}
