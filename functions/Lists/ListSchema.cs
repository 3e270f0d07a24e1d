using ReapFunctions.Contracts;
using ReapFunctions.Offers;
using ReapFunctions.Rules;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Lists;

/// <summary>A field that customers of a list can be chosen by.</summary>
/// <param name="text">Its value as clean files write it; empty where it is missing.</param>
/// <param name="number">Of a number, a flag or a date, where it is known without reading the text.</param>
internal sealed class ListField(
    string name, ColumnKind kind, Func<ListEntry, string> text, Func<ListEntry, double>? number = null)
{
    public string Name => name;

    public ColumnKind Kind => kind;

    /// <summary>Of a text: the values on the list, where they are few; null where they are not known.</summary>
    public IEnumerable<string>? Values { get; init; }

    /// <summary>The value; null where it is missing.</summary>
    public string? Text(ListEntry entry) => text(entry) is { Length: > 0 } value ? value : null;

    /// <summary>Of a number, a flag (1 or 0) or a date (its day number); NaN where it is missing.</summary>
    public double Number(ListEntry entry) =>
        number is not null ? number(entry) : Text(entry) is { } value ? NumberBounds.Number(kind, value) : double.NaN;
}

/// <summary>What a list says of its customers, by the names that conditions use.</summary>
internal sealed class ListSchema
{
    private static readonly ListField[] Always =
    [
        Number("propensity", entry => entry.Propensity),
        Number("value", entry => entry.Value),
        Number("decile", entry => entry.Decile),
        new("valueBand", ColumnKind.Text, entry => EnumName.Of(entry.Band))
        {
            Values = EnumName.Values<ValueBand>().Keys,
        },
    ];

    private readonly Dictionary<string, ListField> byName;

    /// <param name="run">The run of the list, whose date ages of dates count from.</param>
    /// <param name="manifest">Of the list; null where it is not accounted for.</param>
    /// <param name="figures">What figures count customers by; none by default.</param>
    public ListSchema(RunId run, ListManifest? manifest, DecisionOptions config, IEnumerable<ListField>? figures = null)
    {
        AsOf = run.Date;
        var consents = config.Roles.Consents.Keys.Order(StringComparer.Ordinal).Select(channel => Flag(
            FactNames.Consent + channel, entry => entry.Consents.Contains(channel)));
        var segment = new ListField("segment", ColumnKind.Text, entry => entry.Segment ?? "")
        {
            Values = manifest?.Segments?.Keys,
        };
        var facts = (manifest?.Fields ?? []).Select((name, place) => new ListField(
            name, KindOf(name, config), entry => ListFacts.At(entry.Facts, place).ToString())
        {
            Values = KindOf(name, config) == ColumnKind.Text ? manifest!.Values?.GetValueOrDefault(name)?.Keys : null,
        });
        byName = Always.Append(segment).Concat(consents).Concat(facts).Concat(figures ?? []).DistinctBy(field => field.Name)
            .ToDictionary(field => field.Name, StringComparer.Ordinal);
    }

    public DateOnly AsOf { get; }

    public IEnumerable<ListField> All => byName.Values;

    /// <summary>A field by its name; null where the list has none of it.</summary>
    public ListField? Find(string name) => byName.GetValueOrDefault(name);

    private static ColumnKind KindOf(string fact, DecisionOptions config) =>
        config.Facts.GetValueOrDefault(fact, ColumnKind.Text);

    private static ListField Number(string name, Func<ListEntry, double> number) =>
        new(name, ColumnKind.Number, entry => number(entry).ToString("R", null), number);

    private static ListField Flag(string name, Func<ListEntry, bool> flag) =>
        new(name, ColumnKind.Flag, entry => flag(entry) ? "true" : "false", entry => flag(entry) ? 1 : 0);
}
