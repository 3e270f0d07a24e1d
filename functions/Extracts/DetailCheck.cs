namespace ReapFunctions.Extracts;

/// <summary>What the aggregations of a detail source may have wrong.</summary>
internal static class DetailCheck
{
    public static void Collect(Contract contract, Action<string, string> fault)
    {
        if (contract.Roles.Detail is not { } detail)
            return;
        if (TypeOf(contract, detail.Date) is not (FieldType.Date or FieldType.Datetime))
            fault("$.reap.detail.date", $"'{detail.Date}' is no date among the schema's fields.");
        foreach (var (name, aggregate) in detail.Columns)
            Collect(contract, aggregate, (below, message) => fault($"$.reap.detail.columns.{name}.{below}", message));
    }

    private static void Collect(Contract contract, Aggregate aggregate, Action<string, string> fault)
    {
        var type = aggregate.Field is null ? null : TypeOf(contract, aggregate.Field);
        var isNumber = type is FieldType.Number or FieldType.Integer or FieldType.Year or FieldType.Boolean;
        var isOrdered = isNumber || type is FieldType.Date or FieldType.Datetime;
        if (aggregate.Field is not null && type is null)
            fault("field", $"'{aggregate.Field}' is not among the schema's fields.");
        else if (aggregate.Kind is AggregateKind.Count or AggregateKind.DaysSince && aggregate.Field is not null)
            fault("field", "Rows are counted here, no field is. Remove it.");
        else if (aggregate.Kind is AggregateKind.Sum or AggregateKind.Mean && !isNumber)
            fault("field", "Name a field of numbers.");
        else if (aggregate.Kind is AggregateKind.Min or AggregateKind.Max && !isOrdered)
            fault("field", "Name a field of numbers or dates.");
        else if (aggregate.Kind is AggregateKind.Last or AggregateKind.Distinct && type is null)
            fault("field", "Name a field.");
        else if (aggregate.Kind is AggregateKind.Share or AggregateKind.Trend && aggregate.Field is not null && !isNumber)
            fault("field", "Name a field of numbers, or leave it out to count rows.");
        if (aggregate.Where is { } where && TypeOf(contract, where.Field) is null)
            fault("where.field", $"'{where.Field}' is not among the schema's fields.");
        if (aggregate.Kind == AggregateKind.Share && aggregate.Where is null)
            fault("where", "A share needs the condition of its numerator.");
        if (aggregate.Days < 1 || (aggregate.Kind == AggregateKind.Trend && aggregate.Days is not >= 2))
            fault("days", aggregate.Kind == AggregateKind.Trend ? "A trend needs a window of at least two days." : "A window has at least one day.");
    }

    private static FieldType? TypeOf(Contract contract, string name) =>
        contract.CleanFields.FirstOrDefault(field => field.Name == name)?.Type;
}
