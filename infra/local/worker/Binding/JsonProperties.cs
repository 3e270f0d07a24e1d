using System.Text.Json;

namespace ReapFunctions.Local.Worker.Binding;

/// <summary>The properties of a JSON object as metadata: text as text, all else as JSON.</summary>
internal static class JsonProperties
{
    /// <summary>None when the bytes are no JSON object.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(ReadOnlyMemory<byte> json)
    {
        if (!LooksLikeObject(json.Span))
            return [];
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateObject().Select(p => (p.Name, TextOf(p.Value)))];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static bool LooksLikeObject(ReadOnlySpan<byte> json)
    {
        var start = json.TrimStart(" \t\r\n"u8);
        return start.Length > 0 && start[0] == (byte)'{';
    }

    private static string TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
