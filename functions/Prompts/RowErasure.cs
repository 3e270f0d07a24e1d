using System.Text;
using ReapFunctions.Lists;

namespace ReapFunctions.Prompts;

/// <summary>Copies a CSV file of the system without the rows of one customer: clean rows, scored rows, lists and their parts.</summary>
public static class RowErasure
{
    /// <summary>Copies every record but the customer's, byte for byte.</summary>
    /// <param name="column">The column that holds the customer id.</param>
    /// <returns>Rows left out.</returns>
    /// <exception cref="FormatException">The file has no such column.</exception>
    public static async Task<int> CopyWithoutAsync(
        Stream csv, string column, string customerId, Stream output, CancellationToken cancellationToken)
    {
        var records = new CsvRecords(csv);
        var place = -1;
        var erased = 0;
        while (await records.NextAsync(cancellationToken) is { } record)
        {
            var cells = CsvCells.Split(Encoding.UTF8.GetString(record.Span).TrimEnd('\r'));
            if (place < 0)
                place = cells.IndexOf(column) is var found and >= 0
                    ? found
                    : throw new FormatException($"The file has no column '{column}'. It has: {string.Join(", ", cells)}.");
            else if (place < cells.Count && cells[place] == customerId)
            {
                erased++;
                continue;
            }
            await output.WriteAsync(record, cancellationToken);
            await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
        }
        return erased;
    }
}
