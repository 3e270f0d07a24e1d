using ReapFunctions.Contracts.References;
using ReapFunctions.Storage;

namespace ReapFunctions.Contracts;

/// <summary>What the aggregations of a detail source may have wrong.</summary>
internal static class DetailCheck
{
    /// <summary>What the field of an aggregation must be.</summary>
    private enum FieldRule
    {
        None,
        Any,
        Number,
        NumberOrDate,
        NumberOrNone,
    }

    /// <summary>By aggregation: its field, and whether another field may multiply it.</summary>
    private static readonly Dictionary<AggregateKind, (FieldRule Field, bool Times)> Takes = new()
    {
        [AggregateKind.Count] = (FieldRule.None, false),
        [AggregateKind.DaysSince] = (FieldRule.None, false),
        [AggregateKind.Last] = (FieldRule.Any, false),
        [AggregateKind.Distinct] = (FieldRule.Any, false),
        [AggregateKind.Min] = (FieldRule.NumberOrDate, false),
        [AggregateKind.Max] = (FieldRule.NumberOrDate, false),
        [AggregateKind.Sum] = (FieldRule.Number, true),
        [AggregateKind.Mean] = (FieldRule.Number, true),
        [AggregateKind.Share] = (FieldRule.NumberOrNone, true),
        [AggregateKind.Trend] = (FieldRule.NumberOrNone, true),
    };

    public static void Check(Contract contract, Faults faults)
    {
        if (contract.Roles.Detail is not { } detail)
            return;
        if (TypeOf(contract, detail.Date) is not (FieldType.Date or FieldType.Datetime))
            faults.Add("reap.detail.date", $"'{detail.Date}' is no date among the schema's fields.");
        else if (!contract.Schema.Fields.First(field => field.Name == detail.Date).Constraints.Required)
            faults.Add("reap.detail.date",
                $"A row without '{detail.Date}' would count nowhere. Set constraints.required of the field.");
        if (detail.Columns.Count == 0 && detail.Cases is null)
            faults.Add("reap.detail.columns", "The source would add nothing to its customers. Describe at least one column.");
        if (detail.Cases is { } cases)
            Check(contract, cases, faults.At("reap.detail.cases"));
        foreach (var name in detail.Columns.Keys.Where(AddedColumn.IsNameless))
            faults.Add($"reap.detail.columns.{name}", AddedColumn.NoName);
        // What a reference's columns hold is known beside its contract.
        foreach (var (name, aggregate) in detail.Columns.Where(column => !ReadsJoined(contract, column.Value)))
            Check(contract, aggregate, faults.At($"reap.detail.columns.{name}"));
    }

    private static void Check(Contract contract, CaseRole cases, Faults faults)
    {
        foreach (var (path, field) in cases.Fields)
        {
            var type = TypeOf(contract, field);
            var isFit = path switch
            {
                "severity" => IsNumber(type),
                "solvedOn" => type is FieldType.Date or FieldType.Datetime,
                "where.field" => true,
                _ => type is FieldType.String,
            };
            if (type is null)
                faults.Add(path, $"'{field}' is not among the schema's fields.");
            else if (!isFit)
                faults.Add(path, path switch
                {
                    "severity" => $"'{field}' is no number. Name a field that rises with how bad it is.",
                    "solvedOn" => $"'{field}' is no date. Name the field of the day on which the case was solved.",
                    _ => $"'{field}' is no text. Name a field of names.",
                });
        }
        if (cases.Where is { } where)
            Check(where, TypeOf(contract, where.Field), faults);
        faults.Unless(
            cases.Days is >= 1 and <= DetailRole.KeptDays, "days",
            $"Clean rows are kept for {DetailRole.KeptDays} days. Write 1 to that.");
    }

    /// <summary>The aggregations of columns that the rows get from references.</summary>
    /// <param name="joined">See <see cref="JoinedFields.With"/>.</param>
    public static void CheckJoined(Contract joined, Faults faults)
    {
        foreach (var (name, aggregate) in joined.Roles.Detail?.Columns ?? new Dictionary<string, Aggregate>())
        {
            if (ReadsJoined(joined, aggregate))
                Check(joined, aggregate, faults.At($"reap.detail.columns.{name}"));
        }
    }

    private static bool ReadsJoined(Contract contract, Aggregate aggregate) =>
        contract.Roles.Joined.Intersect([aggregate.Field, aggregate.Times, aggregate.Where?.Field]).Any();

    private static void Check(Contract contract, Aggregate aggregate, Faults faults)
    {
        var type = aggregate.Field is null ? null : TypeOf(contract, aggregate.Field);
        var (takes, mayMultiply) = Takes[aggregate.Kind];
        if (aggregate.Field is not null && type is null)
            faults.Add("field", $"'{aggregate.Field}' is not among the schema's fields.");
        else if (FaultOf(takes, aggregate.Field, type) is { } fault)
            faults.Add("field", fault);
        if (aggregate.Times is { } times && (!mayMultiply || aggregate.Field is null || !IsNumber(TypeOf(contract, times))))
            faults.Add("times", "Only the numbers of a sum, mean, share or trend are multiplied, by another field of numbers.");
        if (aggregate.Where is { } where)
            Check(where, TypeOf(contract, where.Field), faults);
        if (aggregate.Kind == AggregateKind.Share && aggregate.Where is null)
            faults.Add("where", "A share needs the condition of its numerator.");
        if (aggregate.Days > DetailRole.KeptDays)
            faults.Add("days", $"Clean rows are kept for {DetailRole.KeptDays} days. Write a window of at most that.");
        else if (aggregate.Days < 1 || (aggregate.Kind == AggregateKind.Trend && aggregate.Days is not >= 2))
            faults.Add("days", aggregate.Kind == AggregateKind.Trend
                ? "A trend needs a window of at least two days."
                : "A window has at least one day.");
    }

    /// <summary>A condition that is written elsewhere.</summary>
    public static void Check(Contract contract, RowsWhere where, Faults faults) =>
        Check(where, TypeOf(contract, where.Field), faults);

    private static void Check(RowsWhere where, FieldType? type, Faults faults)
    {
        if (type is null)
            faults.Add("where.field", $"'{where.Field}' is not among the schema's fields.");
        var hasRange = where.AtLeast is not null || where.AtMost is not null;
        if (where.Is is { Count: > 0 } == hasRange)
            faults.Add("where", "Give either the values that count, or atLeast and atMost.");
        else if (hasRange && type is not null && !IsNumber(type))
            faults.Add("where.field", $"'{where.Field}' is no number and has no range. List the values that count.");
        else if (where.AtLeast > where.AtMost)
            faults.Add("where.atMost", "No number is at least the one and at most the other.");
    }

    private static string? FaultOf(FieldRule rule, string? field, FieldType? type) => rule switch
    {
        FieldRule.None when field is not null => "Rows are counted here, no field is. Remove it.",
        FieldRule.Any when type is null => "Name a field.",
        FieldRule.Number when !IsNumber(type) => "Name a field of numbers.",
        FieldRule.NumberOrDate when !IsNumber(type) && type is not (FieldType.Date or FieldType.Datetime) =>
            "Name a field of numbers or dates.",
        FieldRule.NumberOrNone when field is not null && !IsNumber(type) =>
            "Name a field of numbers, or leave it out to count rows.",
        _ => null,
    };

    private static bool IsNumber(FieldType? type) =>
        type is FieldType.Number or FieldType.Integer or FieldType.Year or FieldType.Boolean;

    private static FieldType? TypeOf(Contract contract, string name) =>
        contract.CleanFields.FirstOrDefault(field => field.Name == name)?.Type;
}
