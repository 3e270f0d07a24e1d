namespace ReapFunctions.Rules;

/// <summary>
/// Finds conditions that no customer can satisfy together: two comparisons of one field, both asked for, that leave no value.
/// Only what is certain is reported; alternatives (<c>any</c>) and negations (<c>not</c>) of several comparisons are passed over.
/// </summary>
internal static class Contradictions
{
    /// <summary>A field that the conditions leave no value for, with the two that clash; null when none is certain.</summary>
    public static (string Field, string First, string Second)? In(IEnumerable<Condition> together)
    {
        var seen = new Dictionary<string, List<Condition>>(StringComparer.Ordinal);
        foreach (var leaf in together.SelectMany(Leaves))
        {
            if (!seen.TryGetValue(leaf.Field!, out var others))
                seen[leaf.Field!] = others = [];
            others.Add(leaf);
            foreach (var other in others)
            {
                if (Clash(other, leaf))
                    return (leaf.Field!, ConditionWords.Of(other), ConditionWords.Of(leaf));
            }
        }
        return null;
    }

    private static IEnumerable<Condition> Leaves(Condition condition) =>
        condition.All is { } all ? all.SelectMany(Leaves)
        : condition.Field is not null ? [condition]
        : [];

    private static bool Clash(Condition one, Condition other)
    {
        if (one.Missing is { } missing && other.Missing is { } also)
            return missing != also;
        if (one.Missing == true || other.Missing == true)
            return true;
        if (Values(one) is { } some && Values(other) is { } others && !some.Intersect(others).Any())
            return true;
        return Low(one) > High(other) || Low(other) > High(one) || Touches(one, other) || Touches(other, one);
    }

    /// <summary>A strict bound at the very value of the other's bound.</summary>
    private static bool Touches(Condition low, Condition high) =>
        Low(low) == High(high) && !double.IsInfinity(Low(low)) && (IsStrictlyAbove(low) || IsStrictlyBelow(high));

    private static bool IsStrictlyAbove(Condition one) =>
        one.MoreThan is { } more && more >= (one.AtLeast ?? double.NegativeInfinity);

    private static bool IsStrictlyBelow(Condition one) =>
        one.LessThan is { } less && less <= (one.AtMost ?? double.PositiveInfinity);

    private static double Low(Condition one) =>
        Math.Max(one.AtLeast ?? double.NegativeInfinity, one.MoreThan ?? double.NegativeInfinity);

    private static double High(Condition one) =>
        Math.Min(one.AtMost ?? double.PositiveInfinity, one.LessThan ?? double.PositiveInfinity);

    private static IReadOnlyList<Scalar>? Values(Condition one) => one.In ?? (one.Is is { } value ? [value] : null);
}
