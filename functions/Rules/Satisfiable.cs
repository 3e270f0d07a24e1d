namespace ReapFunctions.Rules;

/// <summary>
/// Whether any customer can satisfy conditions together, whatever their combinations: they are written as alternatives of plain
/// comparisons (disjunctive normal form), each looked at field by field. History, and dates counted in days, are taken to be
/// possible.
/// </summary>
/// <remarks>Says no only when it is certain; with more than <see cref="MaxAlternatives"/> alternatives it says yes.</remarks>
internal static class Satisfiable
{
    private const int MaxAlternatives = 2_000;

    /// <summary>A comparison of one field, or its opposite.</summary>
    private readonly record struct Literal(Condition Leaf, bool Negated);

    public static bool Together(IEnumerable<Condition> conditions) =>
        Alternatives(new Condition { All = [.. conditions] }, negated: false) is not { } alternatives
            || alternatives.Any(IsPossible);

    /// <summary>The alternatives, each a list of literals that hold together; null when there are too many.</summary>
    private static List<Literal[]>? Alternatives(Condition condition, bool negated)
    {
        if (condition.Not is { } not)
            return Alternatives(not, !negated);
        if ((condition.All ?? condition.Any) is not { } parts)
            return [[new Literal(condition, negated)]];
        var split = parts.Select(part => Alternatives(part, negated)).ToArray();
        if (split.Any(part => part is null))
            return null;
        // The opposite of "all" is that any part fails.
        var isProduct = condition.All is not null != negated;
        var result = isProduct
            ? split.Aggregate(new List<Literal[]> { Array.Empty<Literal>() }, (whole, part) => Product(whole, part!))
            : [.. split.SelectMany(part => part!)];
        return result.Count > MaxAlternatives ? null : result;
    }

    private static List<Literal[]> Product(List<Literal[]> some, List<Literal[]> others) =>
        (long)some.Count * others.Count > 4L * MaxAlternatives
            ? [.. Enumerable.Repeat(Array.Empty<Literal>(), MaxAlternatives + 1)]
            : [.. some.SelectMany(literals => others.Select(more => (Literal[])[.. literals, .. more]))];

    private static bool IsPossible(Literal[] literals)
    {
        var fields = new Dictionary<string, FieldValues>(StringComparer.Ordinal);
        foreach (var (leaf, negated) in literals)
        {
            if (leaf.Field is not { } name)
                continue;
            if (!fields.TryGetValue(name, out var values))
                fields[name] = values = new FieldValues();
            values.Narrow(leaf, negated);
        }
        return fields.Values.All(values => values.IsPossible);
    }
}
