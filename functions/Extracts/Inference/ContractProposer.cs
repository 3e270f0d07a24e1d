using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Inference;

/// <summary>Puts the contract together from what the columns of a file could be.</summary>
internal sealed class ContractProposer(string source, FileLayout layout, List<InferredColumn> columns, long rows)
{
    private readonly List<InferredColumn> named =
        [.. columns.Where(column => column.Name.Length > 0).DistinctBy(column => column.Name)];

    /// <param name="notes">What is said already; more is added.</param>
    public ContractProposal Propose(List<string> notes)
    {
        if (named.Count == 0)
            named.AddRange(columns.Take(1).Select(_ => new InferredColumn("column1")));
        notes.AddRange(HeaderNotes());
        var keys = named.Where(IsKey).ToList();
        var isNamed = named.Exists(column => CustomerName.IsCustomer(column.Name));
        // Beside a column that is named for customers a number that never repeats is a key by chance.
        var key = keys
            .Where(column => !isNamed || column.IsNamedAsKey || column == named[0] || CustomerName.IsCustomer(column.Name))
            .OrderByDescending(column => CustomerName.IsCustomer(column.Name)).ThenByDescending(column => column.IsNamedAsKey)
            .FirstOrDefault();
        var customer = named.FirstOrDefault(column => CustomerName.IsCustomer(column.Name) && column.Flags is null)
            ?? key ?? named[0];
        var isKeyOfCustomers = key == customer;
        var proposals = named.ConvertAll(column => new ColumnProposal(
            column, column == key || column == customer, column == key, EvidenceBeside(column)));
        if (!isKeyOfCustomers)
            notes.Add(CustomerNote(customer));
        if (key is { IsFaultless: false })
            notes.Add($"{key.Name} is taken for a key, though in {RejectText.Count(key.Repeated, "row")} it repeats another's "
                + $"and in {key.Missing + key.Markers.Values.Sum()} it is missing.");
        notes.AddRange(proposals.SelectMany(proposal => proposal.Notes));
        var personal = proposals.Where(proposal => proposal.IsPersonal).Select(proposal => proposal.Field.Name).ToList();
        var contract = new Contract
        {
            Source = source,
            Dialect = layout.Dialect,
            Schema = new Schema
            {
                Fields = proposals.ConvertAll(proposal => proposal.Field),
                PrimaryKey = key is null ? FieldNames.None : new([key.Name]),
            },
            Roles = new Roles { CustomerId = customer.Name, Personal = personal },
        };
        return new(contract, rows, [.. keys.Select(column => column.Name)], personal, notes);
    }

    private IEnumerable<string> HeaderNotes()
    {
        var nameless = columns.Count(column => column.Name.Length == 0);
        if (nameless > 0)
            yield return $"{RejectText.Count(nameless, "column")} of the header {(nameless == 1 ? "has" : "have")} no name and "
                + $"{(nameless == 1 ? "is" : "are")} left out.";
        foreach (var twice in columns.Where(column => column.Name.Length > 0).GroupBy(column => column.Name)
            .Where(group => group.Count() > 1))
            yield return $"The header has '{twice.Key}' {twice.Count()} times: cleaning refuses the file. Give each column a "
                + "name of its own.";
    }

    /// <summary>Amounts and dates differ from row to row by chance, and identify nothing.</summary>
    private static bool IsKey(InferredColumn column) =>
        column.IsKey && (column.IsNamedAsKey || CustomerName.IsCustomer(column.Name)
            || (column.Flags is null && column.Moments.Faults > column.Forgiven
                && (column.Numbers.Faults > column.Forgiven || column.Numbers is { ForPoint: 0, ForComma: 0, Either: null })));

    private static string CustomerNote(InferredColumn customer)
    {
        var isNamed = CustomerName.IsCustomer(customer.Name);
        var doubt = customer.Distinct * 2 <= customer.Values
            ? $" It has {customer.Distinct} different values in {customer.Values} rows and identifies no row: as a source of "
                + "customers the file is refused, as one of details it needs reap.detail."
            : "";
        return $"{customer.Name} stands for the customer's id, by its {(isNamed ? "name" : "place")}. Name the right column "
            + $"under reap.customerId.{doubt}";
    }

    /// <summary>
    /// What the numbers of the other columns say: 1 for a decimal point, -1 for a comma, 0 for nothing or both.
    /// </summary>
    private int EvidenceBeside(InferredColumn column)
    {
        var others = named.Where(beside => beside != column && beside.Numbers.Faults <= beside.Forgiven).ToList();
        var (point, comma) = (others.Sum(beside => beside.Numbers.ForPoint), others.Sum(beside => beside.Numbers.ForComma));
        return point > 0 && comma == 0 ? 1 : comma > 0 && point == 0 ? -1 : 0;
    }
}
