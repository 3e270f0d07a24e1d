using ReapFunctions.Csv;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Erasure;

/// <summary>
/// Takes a customer's rejected rows out of a receipt and its file of rejects. The counts of the receipt stay: they are of the
/// file as it was uploaded.
/// </summary>
/// <param name="column">The column of the customer's id: only there is a text the id, which may be a common word.</param>
/// <param name="rows">
/// Numbers of the customer's rows in the extract, 1-based, 0 for a first row that is no header; empty when the extract is gone.
/// </param>
internal sealed class ReceiptErasure(string customerId, string column, IReadOnlySet<long> rows)
{
    /// <summary>The receipt without the customer; the very same when it does not hold them.</summary>
    public Receipt Without(Receipt receipt)
    {
        var isFirstRow = IsFirstRow(receipt);
        var held = isFirstRow
            || receipt.Rejects.Any(count => count.Examples.Any(IsOfCustomer))
            || receipt.Columns.Any(IsOfCustomer);
        if (!held)
            return receipt;
        return (isFirstRow ? WithoutFirstRow(receipt) : receipt) with
        {
            Rejects = [
                .. receipt.Rejects
                .Select(count => count with { Examples = [.. count.Examples.Where(example => !IsOfCustomer(example))] })],
            Columns = [.. receipt.Columns.Select(profile => !IsOfCustomer(profile) ? profile : profile with
            {
                Values = profile.Values!.Where(value => value.Key != customerId)
                    .ToDictionary(value => value.Key, value => value.Value),
            })],
        };
    }

    /// <summary>Copies a file of rejects without the customer's rows.</summary>
    /// <returns>Rows left out.</returns>
    public async Task<int> CopyAsync(Stream rejects, Stream output, CancellationToken cancellationToken)
    {
        await using var csv = await CsvRows.OpenAsync(rejects, cancellationToken);
        if (!await csv.NextAsync(cancellationToken))
            return 0;
        var names = csv.AllCells();
        var (idPlace, rowPlace) = (Array.IndexOf(names, column), Array.IndexOf(names, RejectFile.RowColumn));
        await csv.CopyAsync(output, cancellationToken);
        var erased = 0;
        while (await csv.NextAsync(cancellationToken))
        {
            if (IsOfCustomer(csv, idPlace, rowPlace))
                erased++;
            else
                await csv.CopyAsync(output, cancellationToken);
        }
        return erased;
    }

    /// <summary>
    /// Whether the customer's row was taken for the header, and its cells for names. Receipts have not shown such names for long.
    /// </summary>
    private bool IsFirstRow(Receipt receipt) =>
        receipt.Status == ReceiptStatus.Refused
        && receipt.UnknownColumns.Count > 0
        && (rows.Contains(0) || receipt.UnknownColumns.Contains(customerId));

    private static Receipt WithoutFirstRow(Receipt receipt) => receipt with
    {
        UnknownColumns = [],
        Warnings = [],
        Sentence = "The file has no header row. Write the names of the columns into the first row and upload the file again.",
    };

    private bool IsOfCustomer(CsvRows csv, int idPlace, int rowPlace) =>
        (rowPlace >= 0 && rowPlace < csv.Cells
            && RejectedRow.TryParse(csv.Cell(rowPlace)) is { } row && rows.Contains(row.Number))
        || (idPlace >= 0 && idPlace < csv.Cells && IsId(CsvWriter.WithoutGuard(csv.Cell(idPlace))));

    private bool IsOfCustomer(Reject reject) =>
        rows.Contains(reject.Row) || (reject.Column == column && IsId(reject.Value));

    private bool IsOfCustomer(ColumnProfile profile) =>
        profile.Name == column && profile.Values?.ContainsKey(customerId) == true;

    /// <summary>Long values are shortened in receipts: such a one counts when the id begins like it.</summary>
    private bool IsId(string value)
    {
        var text = value.Trim();
        return text == customerId
            || (text.Length > RejectText.LongestValue / 2 && text[^1] == '…'
                && customerId.StartsWith(text[..^1], StringComparison.Ordinal));
    }
}
