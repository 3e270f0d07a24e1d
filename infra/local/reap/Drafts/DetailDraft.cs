using ReapFunctions.Contracts;

namespace ReapFunctions.Local.Reap.Drafts;

/// <summary>A file of which several rows belong to one customer: what of them becomes columns of the customers.</summary>
/// <param name="CustomerId">The column that names the customer.</param>
/// <param name="Date">The column from which windows count.</param>
internal sealed record DetailDraft(FileDraft File, string CustomerId, string Date)
{
    private const int Year = 365;
    private const int Quarter = 90;
    private const int MaxSums = 3;

    private string Prefix => TargetDraft.CamelOf(File.Source);

    /// <summary>The column of what a customer spent in a year; null where no column is an amount.</summary>
    public string? Spent => Amounts.Any() ? NameOf(Amounts.First()) : null;

    /// <summary>A detail file whose rows have a date; null for any other.</summary>
    public static DetailDraft? Of(FileDraft file, string customerId) =>
        file.Columns.Where(column => column.Kind == ColumnKind.Date && column.Name != customerId)
            .MaxBy(column => column.Values) is { } date
            ? new DetailDraft(file, customerId, date.Name)
            : null;

    /// <param name="customers">The file of the customers; null when they are those whom the rows name.</param>
    public Contract ToContract(FileDraft? customers)
    {
        var contract = File.Contract;
        string[] needed = [CustomerId, Date];
        var fields = contract.Schema.Fields.Select(field => !needed.Contains(field.Name) ? field
            : (field.Name == CustomerId ? new Field { Name = CustomerId } : field) with
            {
                Constraints = field.Constraints with { Required = true },
            });
        var missing = File.Column(CustomerId)!;
        return contract with
        {
            Schema = contract.Schema with
            {
                Fields = [.. fields],
                ForeignKeys = customers is null ? [] : [
                    new ForeignKey
                    {
                        Fields = new FieldNames([CustomerId]),
                        Reference = new ForeignKeyReference
                        {
                            Resource = customers.Source,
                            Fields = new FieldNames([customers.Contract.Roles.CustomerId]),
                        },
                    }],
            },
            Roles = contract.Roles with
            {
                CustomerId = CustomerId,
                Required = customers is null,
                Files = FileRule.Add,
                Personal = [.. contract.Roles.Personal.Where(name => !needed.Contains(name))],
                // Rows without a customer are refused, as far as there are that many today.
                MaxRejectShare = Math.Round(
                    Math.Min(1, 0.2 + (double)missing.Missing / Math.Max(1, missing.Missing + missing.Values)), 2),
                Detail = new DetailRole
                {
                    Date = Date,
                    DerivesCustomers = customers is null,
                    Columns = Columns(customers is null),
                },
            },
        };
    }

    private IEnumerable<ColumnSample> Amounts =>
        File.Columns.Where(column => column.Kind == ColumnKind.Number && column.Name != CustomerId
            && !ColumnWords.Quantity().IsMatch(column.Name) && ColumnWords.Money().IsMatch(column.Name)).Take(MaxSums);

    private string NameOf(ColumnSample amount) => $"{Prefix}{Upper(TargetDraft.CamelOf(amount.Name))}12m";

    private Dictionary<string, Aggregate> Columns(bool derives)
    {
        var columns = new Dictionary<string, Aggregate>
        {
            [$"{Prefix}90d"] = new() { Kind = AggregateKind.Count, Days = Quarter },
            [$"{Prefix}12m"] = new() { Kind = AggregateKind.Count, Days = Year },
            [$"daysSince{Upper(Prefix)}"] = new() { Kind = AggregateKind.DaysSince },
        };
        var times = File.Columns.FirstOrDefault(
            column => column.Kind == ColumnKind.Number && ColumnWords.Quantity().IsMatch(column.Name))?.Name;
        foreach (var amount in Amounts)
            columns[NameOf(amount)] = new()
            {
                Kind = AggregateKind.Sum,
                Field = amount.Name,
                Times = amount.Name.Contains("price", StringComparison.OrdinalIgnoreCase) ? times : null,
                Days = Year,
            };
        if (derives)
            columns["firstSeenOn"] = new() { Kind = AggregateKind.Min, Field = Date };
        return columns;
    }

    private static string Upper(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
