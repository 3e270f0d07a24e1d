using ReapFunctions.Contracts;

namespace ReapFunctions.Snapshots;

/// <summary>How many rows of a detail source came in.</summary>
/// <param name="WithoutCustomer">Rows whose customer is not there; they count nowhere.</param>
/// <param name="After">Rows dated after the drop; they count nowhere.</param>
public readonly record struct DetailRows(long Rows, long WithoutCustomer, long After)
{
    public static DetailRows operator +(DetailRows one, DetailRows other) =>
        new(one.Rows + other.Rows, one.WithoutCustomer + other.WithoutCustomer, one.After + other.After);
}

/// <summary>
/// Adds the aggregations of a detail source to the customers of one bucket, night by night, without keeping the nights. A
/// customer's rows are in the customer's own bucket, so that no other has to be looked at. Rows of earlier nights, and late ones,
/// take part by their date alone. Not safe for use by several threads.
/// </summary>
/// <param name="customers">The customers of the bucket; those who are new are added when it derives customers and this is the
/// first source.</param>
/// <param name="contract">The detail source's contract, with <see cref="Roles.Detail"/>.</param>
/// <param name="asOf">The drop's date, from which windows count back.</param>
public sealed class DetailJoin(CustomerIndex customers, Contract contract, DateOnly asOf)
{
    private readonly DetailRole detail = contract.Roles.Detail
        ?? throw new ArgumentException($"'{contract.Source}' is no detail source.", nameof(contract));
    private readonly List<DetailColumn> columns =
        [.. SnapshotContract.AddedBy(contract).Select(field => new DetailColumn(
            field.Name, field.Kind, contract.Roles.Detail!.Columns[field.Name], contract.Roles.Detail!.Date, asOf))];
    private readonly CaseRows? cases = contract.Roles.Detail!.Cases is null ? null : new CaseRows(contract, asOf);

    /// <summary>Adds clean rows of the source.</summary>
    /// <param name="extract">Rows of this bucket.</param>
    /// <param name="isElsewhere">Which ids belong to another bucket and are none of this one's; null for none.</param>
    /// <param name="withoutCustomer">Takes the ids that are not there, with their rows; null to take none.</param>
    public DetailRows Add(
        Snapshot extract, Predicate<string>? isElsewhere = null, Dictionary<string, long>? withoutCustomer = null)
    {
        var ids = extract[contract.Roles.CustomerId];
        var dates = extract[detail.Date].Numbers;
        var elsewhere = isElsewhere is null ? null : ids.Texts.Select(id => isElsewhere(id)).ToArray();
        var derives = customers.Derives && detail.DerivesCustomers;
        var owners = new int[extract.Rows];
        long rows = 0, without = 0, after = 0;
        for (var row = 0; row < extract.Rows; row++)
        {
            owners[row] = -1;
            if (elsewhere is not null && elsewhere[ids.Codes[row]])
                continue;
            rows++;
            var isAfter = Math.Floor(dates[row]) > asOf.DayNumber;
            var id = ids.Text(row)!;
            var owner = derives && !isAfter ? customers.RowOrNew(id) : customers.RowOf(id);
            if (isAfter && (owner >= 0 || derives))
                after++;
            else if (owner >= 0)
                owners[row] = owner;
            else
                without += Count(id, withoutCustomer);
        }
        columns.ForEach(column => column.Add(extract, owners, customers.Count));
        cases?.Add(extract, row => owners[row] >= 0);
        return new DetailRows(rows, without, after);
    }

    /// <summary>The columns, a value for each customer.</summary>
    public IEnumerable<SnapshotColumn> Build() => columns.Select(column => column.Build(customers.Count));

    /// <summary>The cases of its customers; none where the source says nothing of dissatisfaction.</summary>
    public IEnumerable<CustomerCase> Cases => cases?.All ?? [];

    private static long Count(string id, Dictionary<string, long>? withoutCustomer)
    {
        if (withoutCustomer is not null)
            withoutCustomer[id] = withoutCustomer.GetValueOrDefault(id) + 1;
        return 1;
    }
}
