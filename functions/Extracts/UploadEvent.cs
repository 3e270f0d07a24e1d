using System.Text.Json;
using Azure.Storage.Blobs;
using ReapFunctions.Storage;

namespace ReapFunctions.Extracts;

/// <summary>What Event Grid says of an upload: one event of its own schema per queue message, as JSON.</summary>
/// <remarks>
/// <c>{"eventType": "Microsoft.Storage.BlobCreated", "data": {"api": "PutBlob", "url": "https://...", ...}, ...}</c>. Only the
/// URL is read, and of it only container and name: the blob is fetched from the app's own account, whatever the message says.
/// </remarks>
public static class UploadEvent
{
    private const string Created = "Microsoft.Storage.BlobCreated";

    /// <summary>
    /// The name of the uploaded blob in the container <c>extracts</c>; null when the message is about something else.
    /// </summary>
    public static string? BlobName(string message)
    {
        try
        {
            using var json = JsonDocument.Parse(message);
            var root = json.RootElement;
            if (root.ValueKind is not JsonValueKind.Object
                || Text(root, "eventType") != Created
                || !root.TryGetProperty("data", out var data)
                || !Uri.TryCreate(Text(data, "url"), UriKind.Absolute, out var url))
                return null;
            // It knows both the addresses of Azure and those of an emulator, and undoes the escapes of the name.
            var blob = new BlobUriBuilder(url);
            return blob.BlobContainerName == Containers.Extracts && blob.BlobName.Length > 0 ? blob.BlobName : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A message that announces the blob of this address.</summary>
    public static string Of(Uri blob) =>
        JsonSerializer.Serialize(new { eventType = Created, data = new { url = blob.AbsoluteUri } });

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
}
