using System.Globalization;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Erasure;

/// <summary>
/// Takes a customer's rejected rows out of a receipt and its file of rejects. The counts of the receipt stay: they are of the
/// file as it was uploaded.
/// </summary>
/// <param name="columns">The columns of customers' ids: only there is a text the id, which may be a common word.</param>
/// <param name="rows">
/// Numbers of the customer's rows in the extract, 1-based, 0 for a first row that is no header; empty when the extract is gone.
/// </param>
internal sealed class ReceiptErasure(
    string customerId, IReadOnlyList<string> columns, IReadOnlySet<long> rows)
{
    /// <summary>The receipt without the customer; the very same when it does not hold them.</summary>
    public Receipt Without(Receipt receipt)
    {
        var isFirstRow = IsFirstRow(receipt);
        var held = isFirstRow
            || receipt.Rejects.Any(count => count.Examples.Any(IsOfCustomer))
            || receipt.Columns.Any(IsOfCustomer)
            || receipt.Drift?.Columns.Any(IsOfCustomer) == true;
        if (!held)
            return receipt;
        return WithoutDrift(isFirstRow ? WithoutFirstRow(receipt) : receipt) with
        {
            Rejects = [
                .. receipt.Rejects
                .Select(count => count with { Examples = [.. count.Examples.Where(example => !IsOfCustomer(example))] })],
            Columns = [.. receipt.Columns.Select(profile => IsOfCustomer(profile) ? WithoutValues(profile) : profile)],
        };
    }

    /// <summary>Receipts have not shown values of such columns for long.</summary>
    private static ColumnProfile WithoutValues(ColumnProfile profile) => profile with
    {
        Values = null,
        Quantiles = null,
        Min = null,
        Max = null,
        Mean = null,
    };

    /// <summary>Without what a column of ids was said to have moved by, which names the id.</summary>
    private Receipt WithoutDrift(Receipt receipt)
    {
        if (receipt.Drift is not { } drift || !drift.Columns.Any(IsOfCustomer))
            return receipt;
        var without = drift with { Columns = [.. drift.Columns.Where(column => !IsOfCustomer(column))] };
        string[] naming = [.. drift.Warnings().Except(without.Warnings())];
        return receipt with
        {
            Drift = without,
            Warnings = [.. receipt.Warnings.Except(naming)],
            Sentence = naming.Aggregate(
                receipt.Sentence, (sentence, warning) => sentence.Replace(warning, "", StringComparison.Ordinal).Trim()),
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
        var rowPlace = Array.IndexOf(names, RejectFile.RowColumn);
        int[] idPlaces = [.. columns.Select(column => Array.IndexOf(names, column)).Where(place => place >= 0)];
        await csv.CopyAsync(output, cancellationToken);
        var erased = 0;
        while (await csv.NextAsync(cancellationToken))
        {
            if (IsOfCustomer(csv, idPlaces, rowPlace))
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

    private bool IsOfCustomer(CsvRows csv, int[] idPlaces, int rowPlace) =>
        (rowPlace >= 0 && rowPlace < csv.Cells
            && RejectedRow.TryParse(csv.Cell(rowPlace)) is { } row && rows.Contains(row.Number))
        || idPlaces.Any(place => place < csv.Cells && IsId(CsvWriter.WithoutGuard(csv.Cell(place))));

    private bool IsOfCustomer(Reject reject) =>
        rows.Contains(reject.Row) || (columns.Contains(reject.Column) && IsId(reject.Value));

    private bool IsOfCustomer(ColumnProfile profile) =>
        columns.Contains(profile.Name)
        && (profile.Values?.ContainsKey(customerId) == true || profile.Quantiles?.Any(IsId) == true);

    private bool IsOfCustomer(ColumnDrift drift) => columns.Contains(drift.Column) && drift.Bin == $"'{customerId}'";

    private bool IsId(double number) => number.ToString(CultureInfo.InvariantCulture) == customerId;

    /// <summary>Long values are shortened in receipts: such a one counts when the id begins like it.</summary>
    private bool IsId(string value)
    {
        var text = value.Trim();
        return text == customerId
            || (text.Length > RejectText.LongestValue / 2 && text[^1] == '…'
                && customerId.StartsWith(text[..^1], StringComparison.Ordinal));
    }
}
