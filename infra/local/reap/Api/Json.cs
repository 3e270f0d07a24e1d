using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReapFunctions.Local.Reap.Api;

/// <summary>Reads what is there of an answer: reap shows a summary, and a member it does not find is no reason to fail.</summary>
internal static class Json
{
    /// <summary>The member at a path such as <c>card.metrics.auc</c>; null when any part is missing.</summary>
    public static JsonNode? At(this JsonNode? node, string path)
    {
        foreach (var name in path.Split('.'))
            node = node is JsonObject parent && parent.TryGetPropertyValue(name, out var child) ? child : null;
        return node;
    }

    public static string? Text(this JsonNode? node, string path) => node.At(path) is JsonValue value
        ? value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString()
        : null;

    public static double? Number(this JsonNode? node, string path) =>
        double.TryParse(node.Text(path), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static long? Count(this JsonNode? node, string path) => (long?)node.Number(path);

    /// <summary>The items of an array; none when there is no array.</summary>
    public static IEnumerable<JsonNode> Items(this JsonNode? node, string path) =>
        node.At(path) is JsonArray array ? array.OfType<JsonNode>() : [];

    /// <summary>The members of an object; none when there is no object.</summary>
    public static IEnumerable<(string Name, JsonNode Value)> Members(this JsonNode? node, string path) =>
        node.At(path) is JsonObject parent ? parent.Where(member => member.Value is not null).Select(member => (member.Key, member.Value!)) : [];
}
