using ReapFunctions.Extracts;

namespace ReapFunctions.Scoring;

/// <summary>Customers with what their detail rows add.</summary>
/// <param name="Customers">The customers, one column more for each aggregation.</param>
/// <param name="WithoutCustomer">Detail rows whose customer is not there; they count nowhere.</param>
/// <param name="After">Detail rows dated after the drop; they count nowhere.</param>
public sealed record Joined(Snapshot Customers, long DetailRows, long WithoutCustomer, long After);

/// <summary>
/// Adds the aggregations of a detail source to the customers of one bucket. A customer's rows are in the customer's own bucket, so that no other has to
/// be looked at. Rows of earlier nights, and late ones, take part by their date alone.
/// </summary>
public static class DetailJoin
{
    /// <param name="customers">The customers of a bucket.</param>
    /// <param name="customerId">Their column of ids.</param>
    /// <param name="details">Clean rows of the detail source in the same bucket, night by night.</param>
    /// <param name="contract">The detail source's contract, with <see cref="Roles.Detail"/>.</param>
    /// <param name="asOf">The drop's date, from which windows count back.</param>
    public static Joined Join(Snapshot customers, string customerId, IReadOnlyList<Snapshot> details, Contract contract, DateOnly asOf)
    {
        var detail = contract.Roles.Detail ?? throw new ArgumentException($"'{contract.Source}' is no detail source.", nameof(contract));
        var rowOf = RowsById(customers, customerId);
        var added = detail.Columns.Select(column => new DetailColumn(column.Key, column.Value, detail, customers.Rows, asOf)).ToList();
        long rows = 0, without = 0, after = 0;
        foreach (var night in details)
        {
            var owners = Owners(night[contract.Roles.CustomerId], rowOf);
            var dates = night[detail.Date].Numbers;
            for (var row = 0; row < night.Rows; row++)
            {
                without += owners[row] < 0 ? 1 : 0;
                if (owners[row] >= 0 && Math.Floor(dates[row]) > asOf.DayNumber)
                {
                    owners[row] = -1;
                    after++;
                }
            }
            rows += night.Rows;
            added.ForEach(column => column.Add(night, owners));
        }
        return new(new Snapshot([.. customers.Columns, .. added.Select(column => column.Build())], customers.Rows), rows, without, after);
    }

    /// <summary>The customers that detail rows name, each once in the order of appearance: for a drop that has no source of customers.</summary>
    /// <param name="name">The name of the snapshot's only column.</param>
    public static Snapshot Customers(string name, IReadOnlyList<Snapshot> details, string detailId)
    {
        var ids = details.SelectMany(night => night[detailId].Texts).Distinct(StringComparer.Ordinal).ToArray();
        return new([SnapshotColumn.OfText(name, [.. Enumerable.Range(0, ids.Length)], ids)], ids.Length);
    }

    private static Dictionary<string, int> RowsById(Snapshot customers, string customerId)
    {
        var ids = customers[customerId];
        var rows = new Dictionary<string, int>(customers.Rows, StringComparer.Ordinal);
        for (var row = 0; row < customers.Rows; row++)
        {
            if (ids.Text(row) is { } id)
                rows[id] = row;
        }
        return rows;
    }

    /// <summary>By detail row: the customer's row, or -1.</summary>
    private static int[] Owners(SnapshotColumn ids, Dictionary<string, int> rowOf)
    {
        var byCode = ids.Texts.Select(id => rowOf.GetValueOrDefault(id, -1)).ToArray();
        return [.. ids.Codes.ToArray().Select(code => code < 0 ? -1 : byCode[code])];
    }
}
