namespace Azure.Data.Tables.Models;

/// <summary>A table of the account.</summary>
public class TableItem
{
    /// <summary>A table of that name.</summary>
    public TableItem(string name) => Name = name;

    /// <summary>Name of the table.</summary>
    public string Name { get; }
}
