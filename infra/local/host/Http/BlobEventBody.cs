using System.Text.Json;
using Azure.Storage.Blobs;

namespace ReapFunctions.Local.Host.Http;

/// <summary>What Event Grid posts: a list of events, or one event.</summary>
internal static class BlobEventBody
{
    /// <summary>What is wrong with a body of one kind, as header <c>aeg-event-type</c> names it; null when nothing is.</summary>
    public static string? Fault(BinaryData body, string kind)
    {
        var isValidation = kind.Equals("SubscriptionValidation", StringComparison.OrdinalIgnoreCase);
        if (!isValidation && !kind.Equals("Notification", StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            using var document = JsonDocument.Parse(body);
            return isValidation ? ValidationFault(document.RootElement) : EventsFault(document.RootElement);
        }
        catch (JsonException fault)
        {
            return $"The body is not JSON: {fault.Message} Post a list of events.";
        }
    }

    /// <summary>The events of a body without fault.</summary>
    public static IReadOnlyList<JsonElement> Events(JsonElement root) =>
        root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];

    /// <summary>Whether an event says that a blob was created.</summary>
    public static bool IsCreated(JsonElement posted) =>
        posted.TryGetProperty("eventType", out var type)
        && type.ValueKind == JsonValueKind.String && type.ValueEquals("Microsoft.Storage.BlobCreated");

    private static string? EventsFault(JsonElement root)
    {
        var wrong = Events(root).Select((posted, index) => (posted, index)).FirstOrDefault(entry => !NamesABlob(entry.posted));
        return wrong.posted.ValueKind == JsonValueKind.Undefined
            ? null
            : $"Event {wrong.index} names no blob. Post a list of events, each with the blob's address in data.url.";
    }

    private static bool NamesABlob(JsonElement posted) =>
        DataText(posted, "url") is { } text
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https"
        && new BlobUriBuilder(url) is { BlobContainerName.Length: > 0, BlobName.Length: > 0 };

    private static string? ValidationFault(JsonElement root) =>
        root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 && DataText(root[0], "validationCode") is not null
            ? null
            : "A validation is a list of one event with a text in data.validationCode. Post it as Event Grid does.";

    private static string? DataText(JsonElement posted, string name) =>
        posted.ValueKind == JsonValueKind.Object
        && posted.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
