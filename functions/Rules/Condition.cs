namespace ReapFunctions.Rules;

/// <summary>
/// A condition over the facts of a customer (see <see cref="FactNames"/>): a combination (<c>all</c>, <c>any</c>, <c>not</c>),
/// one comparison of a <c>field</c>, or, in rules of offers, one of how often something stands in the <c>history</c>. A missing
/// value satisfies no comparison but <c>missing: true</c>.
/// </summary>
/// <example><code>{ "all": [ { "field": "age", "atLeast": 18 }, { "not": { "field": "contractType", "in": ["biennial"] } } ]
/// }</code></example>
public sealed record Condition
{
    public IReadOnlyList<Condition>? All { get; init; }

    public IReadOnlyList<Condition>? Any { get; init; }

    public Condition? Not { get; init; }

    public string? Field { get; init; }

    /// <summary>What is counted in the customer's history; compared like a number.</summary>
    public HistoryCount? History { get; init; }

    /// <summary>Equal to this text, number, true or false.</summary>
    public Scalar? Is { get; init; }

    /// <summary>One of these.</summary>
    public IReadOnlyList<Scalar>? In { get; init; }

    public double? AtLeast { get; init; }

    public double? AtMost { get; init; }

    public double? MoreThan { get; init; }

    public double? LessThan { get; init; }

    /// <summary>For dates: on this day or within so many days before the drop.</summary>
    public int? WithinDays { get; init; }

    /// <summary>For dates: more than so many days before the drop.</summary>
    public int? OlderThanDays { get; init; }

    /// <summary>For dates, yyyy-MM-dd.</summary>
    public DateOnly? Before { get; init; }

    /// <summary>For dates, yyyy-MM-dd: this day or later.</summary>
    public DateOnly? From { get; init; }

    /// <summary>True: the value is missing. False: it is there.</summary>
    public bool? Missing { get; init; }

    /// <summary>The values of which it must be one; null where it asks for none.</summary>
    internal IReadOnlyList<Scalar>? Values => In ?? (Is is { } scalar ? [scalar] : null);

    /// <summary>The fields that it compares, in itself or within.</summary>
    internal IEnumerable<string> Fields =>
        (All ?? []).Concat(Any ?? []).Concat(Not is null ? [] : [Not]).SelectMany(part => part.Fields)
            .Concat(Field is null ? [] : [Field]);
}
