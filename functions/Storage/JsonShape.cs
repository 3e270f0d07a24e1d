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
    }

    private static void Collect(string file, JsonElement json, Type type, string path, List<ConfigFault> faults)
    {
        var info = Options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when json.ValueKind == JsonValueKind.Object:
                CollectMembers(file, json, info, path, faults);
                break;
            case JsonTypeInfoKind.Dictionary when json.ValueKind == JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                    Collect(file, member.Value, ElementOf(type), $"{path}.{member.Name}", faults);
                break;
            case JsonTypeInfoKind.Enumerable when json.ValueKind == JsonValueKind.Array:
                var index = 0;
                foreach (var item in json.EnumerateArray())
                    Collect(file, item, ElementOf(type), $"{path}[{index++}]", faults);
                break;
            case JsonTypeInfoKind.None when Fits(json, type):
                break;
            default:
                faults.Add(new(file, path, $"{Found(json)} stands where {Wanted(info)} is expected."));
                break;
        }
    }

    private static void CollectMembers(string file, JsonElement json, JsonTypeInfo info, string path, List<ConfigFault> faults)
    {
        var missing = info.Properties.Where(property => property.IsRequired).Select(property => property.Name).ToHashSet();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in json.EnumerateObject())
        {
            var at = $"{path}.{member.Name}";
            if (!seen.Add(member.Name))
                faults.Add(new(file, at, "The member stands here twice. Remove one."));
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

    private static Type ElementOf(Type type) => type.GetGenericArguments()[^1];

    private static bool Fits(JsonElement json, Type type)
    {
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
            return $"one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}";
        return info.Kind switch
        {
            JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
            JsonTypeInfoKind.Enumerable => "a list",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(int) => "a whole number",
            _ when type == typeof(double) => "a number",
            // A type with a converter of its own says how it is written.
            _ => type.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "a text",
        };
    }
}
