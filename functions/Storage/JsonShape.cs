using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ReapFunctions.Storage;

/// <summary>
/// Compares JSON with the record that it is meant for and reports every difference with its path, where the serializer would
/// stop at the first.
/// </summary>
internal static class JsonShape
{
    private static readonly JsonSerializerOptions Options =
        new(ConfigJson.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    /// <summary>
    /// A trillion. Amounts add up over counts and customers, and the sums still fit a decimal; what is larger is a slip.
    /// </summary>
    private const double MaxNumber = 1e12;

    private const string NullItem = "It is null. Write a value, or remove it.";

    private static readonly JsonDocumentOptions DocumentOptions = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static void Collect<T>(string file, string json, List<ConfigFault> faults)
    {
        try
        {
            using var document = JsonDocument.Parse(json, DocumentOptions);
            Collect(file, document.RootElement, typeof(T), "$", faults);
        }
        catch (JsonException fault)
        {
            faults.Add(new(file, "$", $"Not JSON, line {fault.LineNumber + 1}: {fault.Message}"));
        }
        catch (InvalidOperationException fault)
        {
            // Half of a surrogate pair, written as an escape.
            faults.Add(new(file, "$", $"A name in it is no Unicode text. Correct it. {fault.Message}"));
        }
    }

    /// <summary>The members that JSON of the record may have, as JSON names them.</summary>
    public static IEnumerable<string> MembersOf<T>() =>
        Options.GetTypeInfo(typeof(T)).Properties.Where(property => property.Set is not null).Select(property => property.Name);

    private static void Collect(string file, JsonElement json, Type type, string path, List<ConfigFault> faults)
    {
        var info = Options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when json.ValueKind == JsonValueKind.Object:
                CollectMembers(file, json, info, path, faults);
                break;
            case JsonTypeInfoKind.Dictionary when json.ValueKind == JsonValueKind.Object:
                CollectEntries(file, json, type, path, faults);
                break;
            case JsonTypeInfoKind.Enumerable when json.ValueKind == JsonValueKind.Array:
                CollectItems(file, json, ElementOf(type), path, faults);
                break;
            case JsonTypeInfoKind.None when Fits(json, type):
                CollectValues(file, json, type, path, faults);
                break;
            default:
                faults.Add(new(file, path, $"{Found(json)} stands where {Wanted(info)} is expected."));
                break;
        }
    }

    private static void CollectMembers(string file, JsonElement json, JsonTypeInfo info, string path, List<ConfigFault> faults)
    {
        var missing = info.Properties.Where(property => property.IsRequired).Select(property => property.Name).ToHashSet();
        CollectTwice(file, json, StringComparer.OrdinalIgnoreCase, path, faults);
        foreach (var member in json.EnumerateObject())
        {
            var at = $"{path}.{member.Name}";
            var property = info.Properties.FirstOrDefault(p => p.Name.Equals(member.Name, StringComparison.OrdinalIgnoreCase));
            if (property is null || property.Set is null)
            {
                var known = string.Join(", ", info.Properties.Where(p => p.Set is not null).Select(p => p.Name));
                faults.Add(new(file, at, $"Unknown member. Known here: {known}."));
                continue;
            }
            missing.Remove(property.Name);
            if (member.Value.ValueKind != JsonValueKind.Null)
                Collect(file, member.Value, property.PropertyType, at, faults);
            else if (!property.IsSetNullable)
                faults.Add(new(file, at, "null is not allowed. Leave the member out for its default."));
        }
        faults.AddRange(missing.Select(name => new ConfigFault(file, $"{path}.{name}", "The member is missing. Add it.")));
    }

    private static void CollectEntries(string file, JsonElement json, Type type, string path, List<ConfigFault> faults)
    {
        var key = type.GetGenericArguments()[0];
        CollectTwice(file, json, key.IsEnum ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal, path, faults);
        foreach (var entry in json.EnumerateObject())
        {
            var at = $"{path}.{entry.Name}";
            if (key.IsEnum && !NamesOf(key).Contains(entry.Name, StringComparer.OrdinalIgnoreCase))
                faults.Add(new(file, at, $"'{entry.Name}' stands where one of {string.Join(", ", NamesOf(key))} is expected."));
            CollectItem(file, entry.Value, ElementOf(type), at, faults);
        }
    }

    private static void CollectItems(string file, JsonElement json, Type type, string path, List<ConfigFault> faults)
    {
        var index = 0;
        foreach (var item in json.EnumerateArray())
            CollectItem(file, item, type, $"{path}[{index++}]", faults);
    }

    private static void CollectItem(string file, JsonElement json, Type type, string path, List<ConfigFault> faults)
    {
        if (json.ValueKind == JsonValueKind.Null)
            faults.Add(new(file, path, NullItem));
        else
            Collect(file, json, type, path, faults);
    }

    /// <summary>What types that read themselves may hold: any JSON within a contract, names, values of conditions.</summary>
    private static void CollectValues(string file, JsonElement json, Type type, string path, List<ConfigFault> faults)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Number when !(Math.Abs(json.GetDouble()) <= (IsJson(type) ? double.MaxValue : MaxNumber)):
                faults.Add(new(file, path, $"{json.GetRawText()} is too large. Write a number of at most {MaxNumber:#,0}."));
                break;
            case JsonValueKind.Object:
                CollectTwice(file, json, StringComparer.Ordinal, path, faults);
                foreach (var member in json.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
                    CollectValues(file, member.Value, type, $"{path}.{member.Name}", faults);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in json.EnumerateArray())
                {
                    var at = $"{path}[{index++}]";
                    if (item.ValueKind == JsonValueKind.Null)
                        faults.Add(new(file, at, NullItem));
                    CollectValues(file, item, type, at, faults);
                }
                break;
        }
    }

    /// <summary>The serializer would take the last of several, and say nothing.</summary>
    private static void CollectTwice(
        string file, JsonElement json, StringComparer names, string path, List<ConfigFault> faults)
    {
        var seen = new HashSet<string>(names);
        foreach (var member in json.EnumerateObject().Where(member => !seen.Add(member.Name)))
            faults.Add(new(file, $"{path}.{member.Name}", "The member stands here twice. Remove one."));
    }

    private static bool IsJson(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(JsonElement);

    private static IEnumerable<string> NamesOf(Type type) => Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName);

    private static Type ElementOf(Type type) => type.GetGenericArguments()[^1];

    private static bool Fits(JsonElement json, Type type)
    {
        // Null members are settled before; names with commas would be read as several.
        if ((Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } names)
            return json.ValueKind == JsonValueKind.String
                && NamesOf(names).Contains(json.GetString(), StringComparer.OrdinalIgnoreCase);
        // A list is looked through item by item, and may be faulty there.
        if (json.ValueKind == JsonValueKind.Array && json.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Null))
            return IsJson(type) || type.GetCustomAttribute<DescriptionAttribute>() is not null;
        try
        {
            json.Deserialize(type, Options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static readonly Type[] Whole = [typeof(byte), typeof(short), typeof(int), typeof(long)];

    private static string Found(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "An object",
        JsonValueKind.Array => "A list",
        _ => json.GetRawText(),
    };

    private static string Wanted(JsonTypeInfo info)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        if (type.IsEnum)
            return $"one of {string.Join(", ", NamesOf(type))}";
        return info.Kind switch
        {
            JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
            JsonTypeInfoKind.Enumerable => "a list",
            _ when type == typeof(bool) => "true or false",
            _ when Whole.Contains(type) => "a whole number",
            _ when type == typeof(double) || type == typeof(float) || type == typeof(decimal) => "a number",
            _ when type == typeof(DateOnly) => "a date such as 2026-11-22",
            // A type with a converter of its own says how it is written.
            _ => type.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "a text",
        };
    }
}
