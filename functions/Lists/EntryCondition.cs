using System.Text.Json;
using ReapFunctions.Contracts;
using ReapFunctions.Outcomes;
using ReapFunctions.Rules;
using ReapFunctions.Storage;

namespace ReapFunctions.Lists;

/// <summary>
/// A condition over what a list says of a customer, in the language of the rules: <c>all</c>, <c>any</c> and <c>not</c> of
/// comparisons of a field, or of how often something stands in the history. A missing value satisfies no comparison but
/// <c>missing: true</c>.
/// </summary>
internal sealed class EntryCondition
{
    /// <summary>The longest condition taken, in characters: an address holds no more.</summary>
    private const int MaxLength = 4000;

    private readonly Func<ListEntry, bool> holds;

    private EntryCondition(Func<ListEntry, bool> holds) => this.holds = holds;

    public bool Holds(ListEntry entry) => holds(entry);

    /// <summary>Reads a condition without asking what it names.</summary>
    /// <returns>The condition, or else what is wrong with it.</returns>
    public static (Condition? Condition, string Fault) Parse(string json)
    {
        if (json.Length > MaxLength)
            return (null, $"It has more than {MaxLength} characters. Ask for less.");
        var faults = new List<ConfigFault>();
        JsonShape.Collect<Condition>("where", json, faults);
        if (faults.Count > 0)
            return (null, string.Join(' ', faults.Select(fault => $"{fault.Path}: {fault.Message}")) + Example);
        return JsonSerializer.Deserialize<Condition>(json, ConfigJson.Options) is { } condition
            ? (condition, "")
            : (null, $"It is empty.{Example}");
    }

    private const string Example = " A condition is such as {\"all\":[{\"field\":\"value\",\"atLeast\":100}]}.";

    /// <summary>Ties a condition to the fields of a list.</summary>
    /// <param name="histories">By customer: what they said, as far back as <see cref="DaysOf"/>.</param>
    /// <param name="now">The moment that histories are counted at.</param>
    /// <returns>The condition, or else what is wrong with it.</returns>
    public static (EntryCondition? Condition, string Fault) Bind(
        Condition condition, ListSchema fields, IReadOnlyDictionary<string, List<OutcomeRecord>> histories, DateTimeOffset now)
    {
        try
        {
            return (new EntryCondition(new Binder(fields, histories, now).Bind(condition)), "");
        }
        catch (FormatException fault)
        {
            return (null, fault.Message);
        }
    }

    /// <summary>How far back a condition asks for the history, days; 0 where it does not.</summary>
    public static int DaysOf(Condition condition) =>
        PartsOf(condition).Select(DaysOf)
            .Append(Math.Clamp(condition.History?.WithinDays ?? 0, 0, ConditionCheck.LongestWindow)).Max();

    /// <summary>The fields that a condition names.</summary>
    public static IEnumerable<string> FieldsOf(Condition condition) =>
        PartsOf(condition).SelectMany(FieldsOf).Concat(condition.Field is { } field ? [field] : []);

    /// <summary>The conditions that a combination is made of; none for a comparison.</summary>
    private static IEnumerable<Condition> PartsOf(Condition condition) =>
        (condition.All ?? []).Concat(condition.Any ?? []).Concat(condition.Not is null ? [] : [condition.Not]);

    private sealed class Binder(
        ListSchema fields, IReadOnlyDictionary<string, List<OutcomeRecord>> histories, DateTimeOffset now)
    {
        /// <exception cref="FormatException">What is wrong.</exception>
        public Func<ListEntry, bool> Bind(Condition condition)
        {
            object?[] forms = [condition.All, condition.Any, condition.Not, condition.Field, condition.History];
            if (forms.Count(form => form is not null) != 1)
                throw new FormatException("Write exactly one of all, any, not, field and history.");
            if (condition is { Field: null, History: null } && ConditionCheck.HasComparison(condition))
                throw new FormatException("A comparison needs a field beside it.");
            if (condition.All is { } all)
            {
                var parts = Parts(all);
                return entry => Array.TrueForAll(parts, part => part(entry));
            }
            if (condition.Any is { } any)
            {
                var parts = Parts(any);
                return entry => Array.Exists(parts, part => part(entry));
            }
            if (condition.Not is { } not)
            {
                var part = Bind(not);
                return entry => !part(entry);
            }
            return condition.History is null ? OfField(condition) : OfHistory(condition);
        }

        private Func<ListEntry, bool>[] Parts(IReadOnlyList<Condition> conditions) =>
            conditions.Count > 0
                ? [.. conditions.Select(Bind)]
                : throw new FormatException("Write at least one condition.");

        private Func<ListEntry, bool> OfHistory(Condition condition)
        {
            Check(faults => ConditionCheck.CheckHistory(condition, "", faults));
            if (condition.History!.Per is ContactScope.Offer or ContactScope.Group)
                throw new FormatException("A list is of no single offer. Write per customer, and name offers with 'offers'.");
            return entry => PendingRule.Holds(condition, histories.GetValueOrDefault(entry.CustomerId) ?? [], "", "", now);
        }

        private Func<ListEntry, bool> OfField(Condition condition)
        {
            if (fields.Find(condition.Field!) is not { } field)
                throw new FormatException(
                    $"The list has no '{condition.Field}'. Use one of: "
                    + $"{string.Join(", ", fields.All.Select(known => known.Name))}.");
            Check(faults => ConditionCheck.CheckComparison(condition, field.Kind, "", faults));
            var leaf = new EntryComparison(field, condition, fields.AsOf);
            return leaf.Holds;
        }

        private static void Check(Action<Faults> check)
        {
            var found = new List<ConfigFault>();
            check(new Faults("", found));
            if (found.Count > 0)
                throw new FormatException(found[0].Message);
        }
    }
}

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
