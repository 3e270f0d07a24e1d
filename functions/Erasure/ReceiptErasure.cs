using ReapFunctions.Csv;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Erasure;

/// <summary>
/// Takes a customer's rejected rows out of a receipt and its file of rejects. The counts of the receipt stay: they are of the
/// file as it was uploaded.
/// </summary>
/// <param name="rows">Numbers of the customer's rows in the extract, 1-based; empty when the extract is gone.</param>
internal sealed class ReceiptErasure(string customerId, IReadOnlySet<long> rows)
{
    private readonly int rowPlace = IndexOf("row"), valuePlace = IndexOf("value"), messagePlace = IndexOf("message");

    /// <summary>The receipt without the customer; the very same when it does not hold them.</summary>
    public Receipt Without(Receipt receipt)
    {
        var held = receipt.Rejects.Any(count => count.Examples.Any(IsOfCustomer))
            || receipt.Columns.Any(column => column.Values?.ContainsKey(customerId) == true);
        return !held ? receipt : receipt with
        {
            Rejects = [
                .. receipt.Rejects
                .Select(count => count with { Examples = [.. count.Examples.Where(example => !IsOfCustomer(example))] })],
            Columns = [.. receipt.Columns.Select(column => column with
            {
                Values = column.Values?.Where(value => value.Key != customerId)
                    .ToDictionary(value => value.Key, value => value.Value),
            })],
        };
    }

    /// <summary>Copies a file of rejects without the customer's rows.</summary>
    /// <returns>Rows left out.</returns>
    public async Task<int> CopyAsync(Stream rejects, Stream output, CancellationToken cancellationToken)
    {
        await using var csv = await CsvRows.OpenAsync(rejects, cancellationToken);
        var erased = 0;
        while (await csv.NextAsync(cancellationToken))
        {
            if (IsOfCustomer(csv))
                erased++;
            else
                await csv.CopyAsync(output, cancellationToken);
        }
        return erased;
    }

    private bool IsOfCustomer(CsvRows csv) =>
        csv.Cells == Reject.Header.Count
        && ((long.TryParse(csv.Cell(rowPlace), out var row) && rows.Contains(row))
            || Says(csv.Cell(valuePlace)) || Says(csv.Cell(messagePlace)));

    private bool IsOfCustomer(Reject reject) => rows.Contains(reject.Row) || Says(reject.Value) || Says(reject.Message);

    /// <summary>Long values are shortened: such a one counts when the id begins like it.</summary>
    private bool Says(string text) =>
        IdText.StandsIn(text, customerId)
        || (text.Length > 1 && text[^1] == '…' && customerId.StartsWith(text[..^1], StringComparison.Ordinal));

    private static int IndexOf(string name) => Reject.Header.ToList().IndexOf(name);
}
