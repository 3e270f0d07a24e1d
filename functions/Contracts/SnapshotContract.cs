namespace ReapFunctions.Contracts;

/// <summary>The contract of a snapshot: what the columns of customers are once all sources are joined to them.</summary>
internal static class SnapshotContract
{
    /// <param name="customers">The source of customers with what it gets from references, or the detail source that they are
    /// derived from.</param>
    public static Contract Join(Contract customers, IReadOnlyList<Contract> details)
    {
        // Ids are text whatever the source holds: records, addresses and lists know customers by it.
        var own = customers.Schema.Fields
            .Where(field => customers.Roles.HasCustomers || field.Name == customers.Roles.CustomerId)
            .Select(field => field.Name == customers.Roles.CustomerId
                ? new Field { Name = field.Name, Constraints = new() { Required = true } }
                : field);
        return customers with { Schema = new Schema { Fields = [.. own, .. details.SelectMany(AddedBy)] } };
    }

    /// <summary>The columns that a detail source adds.</summary>
    public static IEnumerable<Field> AddedBy(Contract detail) =>
        detail.Roles.Detail!.Columns.Select(column => new Field { Name = column.Key, Type = TypeOf(column.Value, detail) });

    private static FieldType TypeOf(Aggregate aggregate, Contract detail)
    {
        if (aggregate.Kind is not (AggregateKind.Last or AggregateKind.Min or AggregateKind.Max))
            return FieldType.Number;
        var field = detail.Schema.Fields.First(field => field.Name == aggregate.Field);
        return field.Kind switch
        {
            ColumnKind.Number => FieldType.Number,
            ColumnKind.Flag => FieldType.Boolean,
            ColumnKind.Date => FieldType.Date,
            _ => FieldType.String,
        };
    }
}
