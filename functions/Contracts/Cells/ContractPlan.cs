using ReapFunctions.Contracts.Finding;
using ReapFunctions.Contracts.References;

namespace ReapFunctions.Contracts.Cells;

/// <summary>A contract made ready for cleaning. Immutable; safe for use by several threads.</summary>
internal sealed class ContractPlan
{
    /// <param name="finder">Hashes what customers are found by; null (default) where nobody is to be found.</param>
    public ContractPlan(Contract contract, FinderHash? finder = null)
    {
        Contract = contract;
        Columns = [.. contract.Schema.Fields.Select(field => ColumnPlan.For(field, contract))];
        Clean = [.. Enumerable.Range(0, Columns.Length).Where(index => !Columns[index].IsPersonal)];
        CustomerId = PlaceOf(contract.Roles.RowId);
        Became = PlaceOf(contract.Roles.Enquiries?.Became);
        ReferredBy = PlaceOf(contract.Roles.ReferredBy);
        Key = contract.Roles.Duplicates == DuplicateRule.Allow
            ? []
            : [.. contract.Schema.PrimaryKey.Names.Select(name => Array.FindIndex(Columns, column => column.Field.Name == name))];
        Unique = [.. Enumerable.Range(0, Columns.Length).Where(index => Columns[index].Field.Constraints.Unique)];
        LookedUp = [.. Enumerable.Range(0, Columns.Length).Where(index => IsLookedUp(contract.Roles, Columns[index].Field.Name))];
        Hashed = [.. Key.Union(Unique).Union(LookedUp)];
        CleanPlaces = [.. Columns.Select((_, index) => Array.IndexOf(Clean, index))];
        var (asks, tells) = (contract.Roles.Enquiries, contract.Roles.Detail);
        Following = [.. new[]
        {
            (First: PlaceOf(asks?.AskedOn), Then: PlaceOf(asks?.FollowedUpOn), RejectReason.BeforeAsked),
            (First: PlaceOf(tells?.Date), Then: PlaceOf(tells?.Cases?.SolvedOn), RejectReason.SolvedTooEarly),
        }.Where(days => days.First >= 0 && days.Then >= 0 && CleanPlaces[days.First] >= 0 && CleanPlaces[days.Then] >= 0)];
        HasPersonal = Columns.Any(column => column.IsPersonal);
        Repairs = new Repairs(contract.Roles.Repairs);
        Finder = finder;
        Finders = finder is null
            ? []
            : [.. Columns.Select((column, index) => (column.Field.Name, index))
                .Where(column => contract.Roles.IsHashed(column.Name)).OrderBy(column => column.Name, StringComparer.Ordinal)
                .Select(column => (column.index, contract.Roles.FindBy.GetValueOrDefault(column.Name)))];
    }

    public Contract Contract { get; }

    /// <summary>By field of the contract.</summary>
    public ColumnPlan[] Columns { get; }

    /// <summary>Indices of the fields that clean rows hold.</summary>
    public int[] Clean { get; }

    /// <summary>Index of the customer's id; of a reference or of enquiries, whose rows are of no customer, of theirs.</summary>
    public int CustomerId { get; }

    /// <summary>Index of the customer whom the one of an enquiry became; -1 where nobody says.</summary>
    public int Became { get; }

    /// <summary>Index of who referred the customer; -1 where nobody says.</summary>
    public int ReferredBy { get; }

    /// <summary>Indices of the key's fields; empty when duplicates are allowed or there is no key.</summary>
    public int[] Key { get; }

    /// <summary>Indices of fields whose values must differ.</summary>
    public int[] Unique { get; }

    /// <summary>Indices of fields that hold keys of references, and whose row is rejected where the reference lacks it.</summary>
    public int[] LookedUp { get; }

    /// <summary>
    /// By name of such a field: hashes of the keys that the reference has. A field that is not here is not checked.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlySet<UInt128>> KnownKeys { get; init; } =
        new Dictionary<string, IReadOnlySet<UInt128>>();

    /// <summary>Indices of the fields whose values are compared with others: of the key, unique, or looked up.</summary>
    public int[] Hashed { get; }

    /// <summary>By field: its place among the clean columns, -1 when it is dropped.</summary>
    public int[] CleanPlaces { get; }

    /// <summary>Indices of two fields of days, and what a row is rejected for in which the second is before the first.</summary>
    public (int First, int Then, RejectReason Reason)[] Following { get; }

    public bool HasPersonal { get; }

    public FinderHash? Finder { get; }

    /// <summary>
    /// Fields of whose values clean rows keep hashes, behind their own columns and in this order; without <c>By</c> that of who
    /// referred a customer.
    /// </summary>
    public (int Column, FindBy? By)[] Finders { get; }

    public Repairs Repairs { get; }

    private int PlaceOf(string? field) => field is null ? -1 : Array.FindIndex(Columns, column => column.Field.Name == field);

    private static bool IsLookedUp(Roles roles, string field) =>
        roles.RefersTo.TryGetValue(field, out var key) && key.Unknown == UnknownKeyRule.Reject;
}
