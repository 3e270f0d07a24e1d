using ReapFunctions.Contracts;

namespace ReapFunctions.Snapshots;

/// <summary>The cases of a detail source as its rows come in, the last delivered at the end. For one thread.</summary>
/// <param name="contract">Its contract, with <see cref="DetailRole.Cases"/>.</param>
/// <param name="asOf">The drop's date: what comes after it is not known yet.</param>
internal sealed class CaseRows(Contract contract, DateOnly asOf)
{
    private readonly CaseRole role = contract.Roles.Detail!.Cases!;
    private readonly string? key =
        contract.Schema.PrimaryKey.Names is [var field] && field != contract.Roles.CustomerId ? field : null;
    private readonly Dictionary<string, CustomerCase> byId = new(StringComparer.Ordinal);
    private readonly List<CustomerCase> others = [];

    public IEnumerable<CustomerCase> All => byId.Values.Concat(others);

    /// <param name="counts">Whether a row is a customer's; null when every one counts.</param>
    public void Add(Snapshot extract, Func<int, bool>? counts = null)
    {
        var dates = extract[contract.Roles.Detail!.Date].Numbers;
        var holds = role.Where is null ? null : DetailRowsWhere.Bind(extract, role.Where);
        var (ids, customers, causes) = (ColumnOf(extract, key), extract[contract.Roles.CustomerId], extract[role.Cause]);
        var (products, regions) = (ColumnOf(extract, role.Product), ColumnOf(extract, role.Region));
        var (channels, severities) = (ColumnOf(extract, role.Channel), ColumnOf(extract, role.Severity));
        var solved = ColumnOf(extract, role.SolvedOn);
        for (var row = 0; row < extract.Rows; row++)
        {
            var on = (int)Math.Floor(dates[row]);
            if (on > asOf.DayNumber || on <= asOf.DayNumber - role.Days || counts?.Invoke(row) == false
                || holds?.Invoke(row) == false)
                continue;
            var id = ids?.Value(row);
            var found = new CustomerCase(
                customers.Text(row)!, id is null ? "" : $"{contract.Source}:{id}", DateOnly.FromDayNumber(on),
                causes.Text(row) ?? "")
            {
                Product = products?.Text(row),
                Region = regions?.Text(row),
                Channel = channels?.Text(row),
                Severity = severities?.IsMissing(row) == false ? severities.Number(row) : null,
                SolvedOn = SolvedOn(solved, row, on),
                Voiced = solved is null,
            };
            if (id is null)
                others.Add(found);
            else
                byId[id] = found;
        }
    }

    /// <summary>A day after the drop is not known yet; one before the case, which cannot be, is the case's own.</summary>
    private DateOnly? SolvedOn(SnapshotColumn? solved, int row, int on) =>
        solved?.IsMissing(row) == false && Math.Floor(solved.Number(row)) is var day && day <= asOf.DayNumber
            ? DateOnly.FromDayNumber(Math.Max(on, (int)day))
            : null;

    private static SnapshotColumn? ColumnOf(Snapshot extract, string? name) => name is null ? null : extract[name];
}
