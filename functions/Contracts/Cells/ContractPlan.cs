namespace ReapFunctions.Contracts.Cells;

/// <summary>A contract made ready for cleaning. Immutable; safe for use by several threads.</summary>
internal sealed class ContractPlan
{
    public ContractPlan(Contract contract)
    {
        Contract = contract;
        Columns = [.. contract.Schema.Fields.Select(field => ColumnPlan.For(field, contract))];
        Clean = [.. Enumerable.Range(0, Columns.Length).Where(index => !Columns[index].IsPersonal)];
        CustomerId = Array.FindIndex(Columns, column => column.Field.Name == contract.Roles.CustomerId);
        Key = contract.Roles.Duplicates == DuplicateRule.Allow
            ? []
            : [.. contract.Schema.PrimaryKey.Names.Select(name => Array.FindIndex(Columns, column => column.Field.Name == name))];
        Unique = [.. Enumerable.Range(0, Columns.Length).Where(index => Columns[index].Field.Constraints.Unique)];
        Hashed = [.. Key.Union(Unique)];
        CleanPlaces = [.. Columns.Select((_, index) => Array.IndexOf(Clean, index))];
        HasPersonal = Columns.Any(column => column.IsPersonal);
        Repairs = new Repairs(contract.Roles.Repairs);
    }

    public Contract Contract { get; }

    /// <summary>By field of the contract.</summary>
    public ColumnPlan[] Columns { get; }

    /// <summary>Indices of the fields that clean rows hold.</summary>
    public int[] Clean { get; }

    /// <summary>Index of the customer's id.</summary>
    public int CustomerId { get; }

    /// <summary>Indices of the key's fields; empty when duplicates are allowed or there is no key.</summary>
    public int[] Key { get; }

    /// <summary>Indices of fields whose values must differ.</summary>
    public int[] Unique { get; }

    /// <summary>Indices of the fields whose values are compared across rows: those of the key and the unique ones.</summary>
    public int[] Hashed { get; }

    /// <summary>By field: its place among the clean columns, -1 when it is dropped.</summary>
    public int[] CleanPlaces { get; }

    public bool HasPersonal { get; }

    public Repairs Repairs { get; }
}
