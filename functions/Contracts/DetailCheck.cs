namespace ReapFunctions.Contracts;

/// <summary>What the aggregations of a detail source may have wrong.</summary>
internal static class DetailCheck
{
    public static void Collect(Contract contract, Action<string, string> fault)
    {
        if (contract.Roles.Detail is not { } detail)
            return;
        if (TypeOf(contract, detail.Date) is not (FieldType.Date or FieldType.Datetime))
            fault("$.reap.detail.date", $"'{detail.Date}' is no date among the schema's fields.");
        else if (!contract.Schema.Fields.First(field => field.Name == detail.Date).Constraints.Required)
            fault("$.reap.detail.date",
                $"A row without '{detail.Date}' would count nowhere. Set constraints.required of the field.");
        if (detail.Columns.Count == 0)
            fault("$.reap.detail.columns", "The source would add nothing to its customers. Describe at least one column.");
        foreach (var (name, aggregate) in detail.Columns)
            Collect(contract, aggregate, (below, message) => fault($"$.reap.detail.columns.{name}.{below}", message));
    }

    private static void Collect(Contract contract, Aggregate aggregate, Action<string, string> fault)
    {
        var type = aggregate.Field is null ? null : TypeOf(contract, aggregate.Field);
        var isNumber = IsNumber(type);
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
        if (aggregate.Times is not null
            && (aggregate.Kind is not (AggregateKind.Sum or AggregateKind.Mean or AggregateKind.Share or AggregateKind.Trend)
        || aggregate.Field is null || !IsNumber(TypeOf(contract, aggregate.Times))))
            fault("times", "Only the numbers of a sum, mean, share or trend are multiplied, by another field of numbers.");
        if (aggregate.Where is { } where)
            Collect(where, TypeOf(contract, where.Field), fault);
        if (aggregate.Kind == AggregateKind.Share && aggregate.Where is null)
            fault("where", "A share needs the condition of its numerator.");
        if (aggregate.Days > DetailRole.KeptDays)
            fault("days", $"Clean rows are kept for {DetailRole.KeptDays} days. Write a window of at most that.");
        else if (aggregate.Days < 1 || (aggregate.Kind == AggregateKind.Trend && aggregate.Days is not >= 2))
            fault("days", aggregate.Kind == AggregateKind.Trend
                ? "A trend needs a window of at least two days."
                : "A window has at least one day.");
    }

    /// <summary>A condition that is written elsewhere.</summary>
    public static void Collect(Contract contract, RowsWhere where, Action<string, string> fault) =>
        Collect(where, TypeOf(contract, where.Field), fault);

    private static void Collect(RowsWhere where, FieldType? type, Action<string, string> fault)
    {
        if (type is null)
            fault("where.field", $"'{where.Field}' is not among the schema's fields.");
        var hasRange = where.AtLeast is not null || where.AtMost is not null;
        if (where.Is is { Count: > 0 } == hasRange)
            fault("where", "Give either the values that count, or atLeast and atMost.");
        else if (hasRange && type is not null && !IsNumber(type))
            fault("where.field", $"'{where.Field}' is no number and has no range. List the values that count.");
        else if (where.AtLeast > where.AtMost)
            fault("where.atMost", "No number is at least the one and at most the other.");
    }

    private static bool IsNumber(FieldType? type) =>
        type is FieldType.Number or FieldType.Integer or FieldType.Year or FieldType.Boolean;

    private static FieldType? TypeOf(Contract contract, string name) =>
        contract.CleanFields.FirstOrDefault(field => field.Name == name)?.Type;
}
