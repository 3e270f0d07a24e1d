using System.Text.Json;
using ReapFunctions.Rules;
using ReapFunctions.Storage;

namespace ReapFunctions.Lists;

/// <summary>
/// A condition over what a list says of a customer, in the language of the rules: <c>all</c>, <c>any</c> and <c>not</c> of
/// comparisons of a field. A missing value satisfies no comparison but <c>missing: true</c>.
/// </summary>
internal sealed class EntryCondition
{
    /// <summary>The longest condition taken, in characters: an address holds no more.</summary>
    private const int MaxLength = 4000;

    private static readonly Dictionary<string, Func<ListEntry, double>> Numbers = new(StringComparer.Ordinal)
    {
        ["propensity"] = entry => entry.Propensity,
        ["value"] = entry => entry.Value,
        ["decile"] = entry => entry.Decile,
    };

    private static readonly Dictionary<string, Func<ListEntry, string?>> Texts = new(StringComparer.Ordinal)
    {
        ["segment"] = entry => entry.Segment,
        ["valueBand"] = entry => EnumName.Of(entry.Band),
    };

    private readonly Func<ListEntry, bool> holds;

    private EntryCondition(Func<ListEntry, bool> holds) => this.holds = holds;

    public bool Holds(ListEntry entry) => holds(entry);

    /// <returns>The condition, or else what is wrong with it.</returns>
    public static (EntryCondition? Condition, string Fault) Read(string json)
    {
        if (json.Length > MaxLength)
            return (null, $"It has more than {MaxLength} characters. Ask for less.");
        try
        {
            var condition = JsonSerializer.Deserialize<Condition>(json, ConfigJson.Options)
                ?? throw new FormatException("Write a condition, such as {\"field\":\"value\",\"atLeast\":100}.");
            return (new EntryCondition(Bind(condition)), "");
        }
        catch (FormatException fault)
        {
            return (null, fault.Message);
        }
        catch (JsonException)
        {
            return (null, "It is no condition in JSON, such as {\"all\":[{\"field\":\"value\",\"atLeast\":100}]}.");
        }
    }

    /// <exception cref="FormatException">What is wrong.</exception>
    private static Func<ListEntry, bool> Bind(Condition condition)
    {
        object?[] forms = [condition.All, condition.Any, condition.Not, condition.Field];
        if (forms.Count(form => form is not null) != 1 || condition.History is not null)
            throw new FormatException("Write exactly one of all, any, not and field.");
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
        return Numbers.TryGetValue(condition.Field!, out var number) ? OfNumber(condition, number)
            : Texts.TryGetValue(condition.Field!, out var text) ? OfText(condition, text)
            : throw new FormatException(
                $"A list has no '{condition.Field}'. Use one of: {string.Join(", ", Numbers.Keys.Concat(Texts.Keys))}.");
    }

    private static Func<ListEntry, bool>[] Parts(IReadOnlyList<Condition> conditions) => conditions.Count > 0
        ? [.. conditions.Select(Bind)]
        : throw new FormatException("Write at least one condition.");

    private static Func<ListEntry, bool> OfNumber(Condition condition, Func<ListEntry, double> number)
    {
        if (condition.Is is null && condition.In is null
            && (condition.AtLeast ?? condition.AtMost ?? condition.MoreThan ?? condition.LessThan) is null)
            throw new FormatException($"Compare '{condition.Field}' by is, in, atLeast, atMost, moreThan or lessThan.");
        var wanted = Wanted(condition)?.Select(text => double.TryParse(
            text, System.Globalization.CultureInfo.InvariantCulture, out var parsed)
            ? parsed
            : throw new FormatException($"'{text}' is no value of '{condition.Field}', which is a number.")).ToHashSet();
        var (atLeast, atMost) = (condition.AtLeast ?? double.NegativeInfinity, condition.AtMost ?? double.PositiveInfinity);
        var (moreThan, lessThan) = (condition.MoreThan ?? double.NegativeInfinity, condition.LessThan ?? double.PositiveInfinity);
        return entry => number(entry) is var value && value >= atLeast && value <= atMost && value > moreThan && value < lessThan
            && wanted?.Contains(value) != false;
    }

    private static Func<ListEntry, bool> OfText(Condition condition, Func<ListEntry, string?> text)
    {
        if (condition.Missing is { } missing)
            return entry => text(entry) is null == missing;
        var wanted = Wanted(condition)?.ToHashSet(StringComparer.Ordinal)
            ?? throw new FormatException($"Compare '{condition.Field}' by is, in or missing.");
        return entry => text(entry) is { } value && wanted.Contains(value);
    }

    private static IEnumerable<string>? Wanted(Condition condition) =>
        condition.In?.Select(scalar => scalar.Text) ?? (condition.Is is { } scalar ? [scalar.Text] : null);
}
