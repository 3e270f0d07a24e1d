using System.Text.Json;

namespace ReapFunctions.Local.Host.Settings;

/// <summary>Reads JSON that somebody else wrote: what is not there, or of another kind, is said in words.</summary>
internal static class ExpectedJson
{
    /// <summary>The elements of a document that is a list.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static JsonElement.ArrayEnumerator List(JsonElement root) => root.ValueKind == JsonValueKind.Array
        ? root.EnumerateArray()
        : throw new FormatException($"A list [...] is expected, not {Kind(root)}.");

    /// <summary>A document that is an object.</summary>
    /// <inheritdoc cref="List(JsonElement)"/>
    public static JsonElement Object(JsonElement root) => root.ValueKind == JsonValueKind.Object
        ? root
        : throw new FormatException($"An object {{...}} is expected, not {Kind(root)}.");

    /// <summary>A text that must be there.</summary>
    /// <param name="what">The object, as it is called in the fault.</param>
    /// <exception cref="FormatException">It is missing, empty or something else.</exception>
    public static string Text(JsonElement element, string what, string name) =>
        Member(element, what, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text
            ? text
            : throw new FormatException($"In {what} a text \"{name}\" is expected.");

    /// <summary>A list that must be there.</summary>
    /// <inheritdoc cref="Text"/>
    public static JsonElement.ArrayEnumerator List(JsonElement element, string what, string name) =>
        Member(element, what, name) is { ValueKind: JsonValueKind.Array } value
            ? value.EnumerateArray()
            : throw new FormatException($"In {what} a list \"{name}\" is expected.");

    /// <summary>The members of an object, as texts; none when it is not there or null.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static Dictionary<string, string> Members(JsonElement element, string what, string name)
    {
        var members = new Dictionary<string, string>();
        if (Member(element, what, name) is not { } found || found.ValueKind == JsonValueKind.Null)
            return members;
        if (found.ValueKind != JsonValueKind.Object)
            throw new FormatException($"In {what} \"{name}\" must be an object {{...}}, not {Kind(found)}.");
        foreach (var member in found.EnumerateObject())
            members[member.Name] = member.Value.ToString();
        return members;
    }

    private static JsonElement? Member(JsonElement element, string what, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new FormatException($"For {what} an object {{...}} is expected, not {Kind(element)}.");
        return element.TryGetProperty(name, out var value) ? value : null;
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => element.GetRawText(),
    };
}
