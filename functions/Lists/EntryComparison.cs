using ReapFunctions.Contracts;
using ReapFunctions.Rules;

namespace ReapFunctions.Lists;

/// <summary>A comparison of one field of a list.</summary>
internal sealed class EntryComparison(ListField field, Condition condition, DateOnly asOf)
{
    private readonly HashSet<string>? texts =
        condition.Values?.Select(value => value.Text).ToHashSet(StringComparer.Ordinal);

    private readonly NumberBounds? bounds =
        field.Kind == ColumnKind.Text ? null : new NumberBounds(condition, field.Kind, asOf);

    public bool Holds(ListEntry entry) =>
        condition.Missing is { } missing ? field.Text(entry) is null == missing
        : bounds is not null ? bounds.Hold(field.Number(entry))
        : field.Text(entry) is { } text && texts?.Contains(text) == true;
}
