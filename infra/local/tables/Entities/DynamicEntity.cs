using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>Reads an object into a dictionary. An annotation <c>Name@odata.type</c> says what the string under <c>Name</c> really is.</summary>
internal static class DynamicEntity
{
    private const string Annotation = "@odata.type";

    public static void Read(ref Utf8JsonReader json, IDictionary<string, object> properties, PropertyNames names)
    {
        Dictionary<string, string> types = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = names.Read(ref json);
            json.Read();
            if (name.EndsWith(Annotation, StringComparison.Ordinal))
                (types ??= [])[name[..^Annotation.Length]] = json.GetString();
            else if (name.StartsWith("odata.", StringComparison.Ordinal) && name != TableEntity.ETagName)
                json.Skip();
            else
                properties[name] = Value(ref json);
        }
        // The annotation may stand behind its value, so values are made what they are once all is read.
        foreach (var (name, type) in types ?? [])
        {
            if (properties.TryGetValue(name, out var value) && value is not null)
                properties[name] = Typed(value, type);
        }
        // The service does not annotate its own property.
        if (properties.TryGetValue(TableEntity.TimestampName, out var timestamp) && timestamp is string)
            properties[TableEntity.TimestampName] = Typed(timestamp, "Edm.DateTime");
    }

    private static object Value(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => json.GetString(),
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        JsonTokenType.Number when json.TryGetInt32(out var number) => number,
        JsonTokenType.Number when json.TryGetInt64(out var number) => number,
        JsonTokenType.Number => json.GetDouble(),
        _ => throw new NotSupportedException($"A property holds a JSON {json.TokenType}, which a table cannot hold."),
    };

    private static object Typed(object value, string type) => (type, value) switch
    {
        ("Edm.Binary", string text) => Convert.FromBase64String(text),
        ("Edm.DateTime", string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        ("Edm.Guid", string text) => Guid.Parse(text),
        ("Edm.Int64", string text) => long.Parse(text, CultureInfo.InvariantCulture),
        ("Edm.Int64", int number) => (long)number,
        ("Edm.Double", string text) => double.Parse(text, CultureInfo.InvariantCulture),
        ("Edm.Double", int number) => (double)number,
        ("Edm.Double", long number) => (double)number,
        _ => value,
    };
}
