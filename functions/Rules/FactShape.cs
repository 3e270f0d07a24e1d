using System.Globalization;
using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Rules;

/// <summary>What a fact may be that a text needs words of its own for.</summary>
/// <param name="MayBeMissing">It need not be known.</param>
/// <param name="MayBeNone">It is a count, and may be 0.</param>
/// <param name="MayBeOne">It is a count, and may be 1.</param>
/// <param name="IsText">It is a text, which may begin in lower case.</param>
internal readonly record struct FactShape(bool MayBeMissing, bool MayBeNone, bool MayBeOne, bool IsText = false)
{
    private static readonly FactShape Count = new(false, true, true);
    private static readonly FactShape Doubtful = new(true, false, false);

    /// <summary>By fact, for every fact of <see cref="FactNames.Collect"/>: by contracts, details and roles.</summary>
    public static IReadOnlyDictionary<string, FactShape> Collect(PortfolioSources sources, IEnumerable<string> facts)
    {
        var columns = sources.Snapshot.CleanFields.ToDictionary(field => field.Name, OfField, StringComparer.Ordinal);
        foreach (var detail in sources.Details)
        {
            foreach (var (name, aggregate) in detail.Roles.Detail!.Columns)
                columns[name] = OfAggregate(aggregate, detail);
        }
        var roles = sources.Snapshot.Roles;
        return facts.ToDictionary(
            fact => fact,
            fact => columns.TryGetValue(fact, out var column) ? column : OfFact(fact, roles, columns),
            StringComparer.Ordinal);
    }

    private static FactShape OfFact(string fact, Roles roles, Dictionary<string, FactShape> columns)
    {
        if (fact.StartsWith(FactNames.Measure, StringComparison.Ordinal))
            return OfColumn(roles.Measures.GetValueOrDefault(fact[FactNames.Measure.Length..]), columns);
        if (fact.StartsWith(FactNames.Propensity, StringComparison.Ordinal))
            return Doubtful;
        return fact switch
        {
            FactNames.Products or FactNames.AdvocacyCame => Count,
            FactNames.Segment => OfColumn(roles.Segment, columns),
            FactNames.Tenure => roles.TenureMonths is null && roles.AcquiredOn is { } acquired
                ? OfColumn(acquired, columns)
                : OfColumn(roles.TenureMonths, columns),
            FactNames.ValueBand or FactNames.RiskBand => new FactShape(false, false, false, IsText: true),
            FactNames.ValueLifetime or FactNames.ValueWalletShare or FactNames.ValueOpportunity or FactNames.AdvocacyWorth
                => Doubtful,
            ListPrices.Column => Doubtful,
            FactNames.RhythmAsleep or FactNames.RhythmQuietDays or FactNames.RhythmUsualDays or FactNames.RhythmChance
                => Doubtful,
            FactNames.RiskPropensity or FactNames.RiskValueAtRisk or FactNames.RiskExpectedMonths or FactNames.RiskBudget
                => Doubtful,
            _ => default,
        };
    }

    private static FactShape OfColumn(string? name, Dictionary<string, FactShape> columns) =>
        name is not null && columns.TryGetValue(name, out var shape) ? shape : Doubtful;

    private static FactShape OfField(Field field) => new(
        !field.Constraints.Required, MayBe(field, 0), MayBe(field, 1), field.Kind == ColumnKind.Text);

    /// <summary>Whether a whole number may stand in a column of counts: one of type integer whose range admits it.</summary>
    private static bool MayBe(Field field, int number)
    {
        var limits = field.Constraints;
        return field.Type == FieldType.Integer
            && !(Number(limits.Minimum) > number) && !(Number(limits.Maximum) < number)
            && !(Number(limits.ExclusiveMinimum) >= number) && !(Number(limits.ExclusiveMaximum) <= number)
            && (limits.Enum is null || limits.Enum.Any(member => Number(member) == number));
    }

    /// <summary>A bound is written as its field writes numbers, as a number or as text.</summary>
    private static double? Number(System.Text.Json.JsonElement? bound) =>
        double.TryParse(bound?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static FactShape OfAggregate(Aggregate aggregate, Contract detail)
    {
        var field = detail.Schema.Fields.FirstOrDefault(own => own.Name == aggregate.Field);
        var always = detail.Roles.Detail!.DerivesCustomers && aggregate is { Where: null, Days: null };
        return aggregate.Kind switch
        {
            AggregateKind.Count or AggregateKind.Distinct => Count with { MayBeNone = !always },
            AggregateKind.DaysSince => Count with { MayBeMissing = !always },
            AggregateKind.Sum => field?.Type == FieldType.Integer && aggregate.Times is null ? Count : default,
            AggregateKind.Min or AggregateKind.Max or AggregateKind.Last when field is not null =>
                OfField(field) with { MayBeMissing = !always || !field.Constraints.Required },
            _ => Doubtful,
        };
    }
}
